import { startSimulators } from '../src/simulators/start.ts'

await startSimulators({ port: Number(process.argv[2]), host: '127.0.0.1', dataDir: process.argv[3] })
