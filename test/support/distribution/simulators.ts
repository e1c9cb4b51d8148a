/** The simulators in a separate process, mail server included: <port> <smtp port> <folder of their books>. */
import { startSimulators } from '../../../src/simulators/start.ts'

const [port, smtpPort, dataDir] = process.argv.slice(2)
await startSimulators({ port: Number(port), host: '127.0.0.1', smtpPort: Number(smtpPort), dataDir })
