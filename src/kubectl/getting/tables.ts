import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { refusalOf } from '../../api/status.ts';
import { formatDuration, parseTime } from '../../api/time.ts';
import { joinErrors } from '../changeReport.ts';
import { TableColumns } from '../columns.ts';
import { CommandError } from '../commandError.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { headCells, rowCells, type ServerTable, type TableShape, tableAccept } from '../serverTable.ts';
import { statusText } from '../statusText.ts';
import { type GetTarget, pagesOf, seen } from './query.ts';
import { sortedBy } from './sorting.ts';

/** Prints the server's tables, one for each kind. */
export async function printTables(
  flags: ParsedFlags,
  host: KubectlHost,
  targets: readonly GetTarget[],
): Promise<undefined> {
  const errors: string[] = [];
  const severalKinds = new Set(targets.map((target) => target.info)).size > 1;
  let columns = new TableColumns();
  let printedKind: KindInfo | undefined;
  let lines: string[][] = [];
  let blocks = 0;
  const flush = () => {
    if (lines.length > 0) {
      host.stdout(`${blocks > 0 && !flags.enabled('no-headers') ? '\n' : ''}${columns.print(lines)}`);
      blocks += 1;
    }
    lines = [];
    columns = new TableColumns();
    printedKind = undefined;
  };
  let rowCount = 0;
  for (const target of targets) {
    const accept = flags.enabled('server-print') ? tableAccept : undefined;
    const pages = await pagesOf(flags, host, target, accept);
    const refusal = pages.map(refusalOf).find((found) => found !== undefined);
    if (refusal) {
      if (refusal.reason !== 'NotFound' || !flags.enabled('ignore-not-found'))
        errors.push(statusText(seen(flags, target, refusal)));
      continue;
    }
    const tables = pages.map(({ body }) => tableOf(body, host.nowMs()));
    const allRows = tables.flatMap((table) => table.rows ?? []);
    const rows = sortedBy(flags, allRows, (row) => row.object, 'show nothing');
    if (rows.length === 0) continue;
    rowCount += rows.length;
    if (printedKind !== target.info) flush();
    const shape = shapeOf(flags, target.info, severalKinds);
    const definitions = tables[0]?.columnDefinitions ?? [];
    if (printedKind === undefined && !flags.enabled('no-headers')) lines.push(headCells(definitions, shape));
    printedKind = target.info;
    for (const row of rows) lines.push(rowCells(definitions, row, shape));
  }
  flush();
  if (rowCount === 0 && errors.length === 0 && !flags.enabled('ignore-not-found')) {
    host.stderr(`${nothingFound(flags, targets)}\n`);
  }
  if (errors.length > 0) throw new CommandError(joinErrors(errors));
  return undefined;
}

/** The server's table; what comes without one, such as a Scale, is shown by name and age. */
function tableOf(body: unknown, nowMs: number): ServerTable {
  const answer = body as KubernetesObject & { readonly items?: readonly KubernetesObject[] };
  if (answer.kind === 'Table' || (!answer.metadata?.name && !answer.items)) return body as ServerTable;
  const rows = (answer.items ?? [answer]).map((object) => {
    const createdMs = parseTime(object.metadata?.creationTimestamp ?? '');
    const age = createdMs === undefined ? '<unknown>' : formatDuration(nowMs - createdMs);
    return { cells: [object.metadata?.name ?? '', age], object };
  });
  return { columnDefinitions: [{ name: 'Name', format: 'name' }, { name: 'Age' }], rows };
}

function nothingFound(flags: ParsedFlags, targets: readonly GetTarget[]): string {
  const allNamespaced = targets.every((target) => target.info.namespaced);
  if (!allNamespaced || flags.enabled('all-namespaces')) return 'No resources found';
  return `No resources found in ${targets[0]?.namespace ?? ''} namespace.`;
}

/** Which columns the flags ask for. */
export function shapeOf(flags: ParsedFlags, info: KindInfo, severalKinds: boolean): TableShape {
  const withKind = severalKinds || flags.enabled('show-kind');
  return {
    wide: flags.text('output') === 'wide',
    withNamespace: flags.enabled('all-namespaces') && info.namespaced,
    withLabels: flags.enabled('show-labels'),
    labelColumns: flags.texts('label-columns'),
    kindPrefix: withKind ? (info.group === '' ? info.singular : `${info.singular}.${info.group}`) : undefined,
  };
}
