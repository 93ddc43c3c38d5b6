import type { ControllerRevision } from '../../../api/generated/objects.ts';
import { controllerRevisionKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<ControllerRevision> = {
  columns: [
    nameColumn,
    column('Controller', 'Whose revision it is.'),
    column('Revision', 'Which one it is.'),
    ageColumn,
  ],
  cells: ({ metadata, revision }, nowMs) => [
    metadata?.name ?? '',
    controllerText(metadata?.ownerReferences ?? []),
    revision,
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

function controllerText(owners: readonly { apiVersion: string; kind: string; name: string; controller?: boolean }[]) {
  const owner = owners.find(({ controller }) => controller);
  if (!owner) return '<none>';
  const [group, version] = owner.apiVersion.split('/');
  const kind = owner.kind.toLowerCase();
  return `${version === undefined ? kind : `${kind}.${group}`}/${owner.name}`;
}

export const controllerRevision: Resource<ControllerRevision> = { info: controllerRevisionKind, table };
