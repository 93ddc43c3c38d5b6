import type { NetworkPolicy } from '../../../api/generated/objects.ts';
import { formatSelector } from '../../../api/labels.ts';
import { networkPolicyKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<NetworkPolicy> = {
  columns: [nameColumn, column('Pod-Selector', 'Which Pods it is about.'), ageColumn],
  cells: ({ metadata, spec }, nowMs) => [
    metadata?.name ?? '',
    formatSelector(spec?.podSelector),
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const networkPolicy: Resource<NetworkPolicy> = { info: networkPolicyKind, countsGenerations: 'spec', table };
