import { pathOf } from '../api/route.ts';
import { headCells, rowCells, type ServerTable, type TableShape, tableAccept } from '../kubectl/serverTable.ts';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { code } from '../manifests/markdown.ts';
import type { ClusterHost } from './clusterHost.ts';

const shape: TableShape = {
  wide: false,
  withNamespace: false,
  withLabels: false,
  labelColumns: [],
  kindPrefix: undefined,
};

/** What the running cluster says of a manifest's object, as `kubectl get` does, in one line of Markdown; undefined where it has none. */
export async function liveLine(
  { kind, name, namespace }: ManifestDocument,
  cluster: ClusterHost,
  usualNamespace: string,
): Promise<string | undefined> {
  const client = cluster.running?.client;
  if (!client || !kind || !name) return undefined;
  const path = pathOf(kind, kind.namespaced ? namespace || usualNamespace : undefined, name);
  const answer = await client.send({ method: 'GET', path, accept: tableAccept });
  if (answer.code !== 200) return undefined;
  const { columnDefinitions = [], rows = [] } = answer.body as ServerTable;
  const [row] = rows;
  if (!row) return undefined;
  const titles = headCells(columnDefinitions, shape);
  const texts = rowCells(columnDefinitions, row, shape).map((text, index) => `${titles[index]} ${code(text)}`);
  return `**In the cluster:** ${texts.slice(1).join(' · ')}`;
}
