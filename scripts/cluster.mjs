// `npm run -s cluster`: the headless cluster.
import { bundledProgram } from './bundledProgram.mjs';

const { runCluster } = await bundledProgram('src/bin/cluster.ts');
process.exitCode = await runCluster(process.argv.slice(2));
