import { readFileSync } from 'node:fs';
import { bench, millisecondsOf } from './benchmark.ts';

const schemaFile = new URL('../../src/api/generated/schema.json', import.meta.url);

bench('schema: parse on first use', 'ms', () => {
  const text = readFileSync(schemaFile, 'utf8');
  return millisecondsOf(() => JSON.parse(text));
});
