import type { LookupTry } from '../../../../api/traffic.ts';
import { fromBytes } from '../../bytes.ts';
import type { Process } from '../../process.ts';

/** Tells the look-up of a tool that asks servers itself. */
export function noteToolLookup(process: Process, name: string, atMs: number, tries: readonly LookupTry[]): void {
  const addresses = tries.flatMap(({ answers }) =>
    answers.flatMap((record) => (record.type === 'A' || record.type === 'AAAA' ? [record.address] : [])),
  );
  const isFound = tries.some(({ result }) => result === 'NOERROR');
  const tookMs = process.kernel.uptimeMs - atMs;
  process.noteLookup({ name: fromBytes(name), ...(isFound && { source: 'dns' }), tries, addresses, atMs, tookMs });
}
