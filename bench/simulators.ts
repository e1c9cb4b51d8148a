import { startSimulators } from '../src/simulators/start.ts'

const [, , port, dataDir, smtpPort] = process.argv
await startSimulators({
  port: Number(port),
  host: '127.0.0.1',
  dataDir,
  ...(smtpPort === undefined ? {} : { smtpPort: Number(smtpPort) }),
})
