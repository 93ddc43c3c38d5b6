// Packs a folder of recorded answers into the copy beside this file: ORACLE_DIR=… npx tsx test/oracle/pack.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTraces } from './traces/recordedTraces.ts';
import { oracleFolder, readCorpus, readFacts, readUpdates } from './oracleCases.ts';

const here = path.dirname(new URL(import.meta.url).pathname);
const facts = [
  'quantity',
  'names',
  'selectors',
  'label-selectors',
  'expand',
  'qos',
  'cron',
  'backoff',
  'pod-actions',
  'pod-phase',
  'termination-order',
  'rolling',
  'newrs',
  'hpa-replicas',
  'hpa-normalize',
];

function write(name: string, rows: readonly unknown[]): void {
  writeFileSync(path.join(here, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

if (!oracleFolder) throw new Error('say where the recorded answers lie: ORACLE_DIR=…');
mkdirSync(path.join(here, 'facts'), { recursive: true });
write('corpus.jsonl', readCorpus());
write('updates.jsonl', readUpdates());
for (const sort of facts) write(`facts/${sort}.jsonl`, readFacts(sort));
write('traces/traces.jsonl', readTraces());
