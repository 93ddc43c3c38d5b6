import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { NodeInfo } from './nodeInfo.ts';

/** Why a Node cannot take a Pod. `final` says that evicting other Pods would not help. */
export interface Misfit {
  readonly reasons: readonly string[];
  readonly final: boolean;
}

/** Says whether a Node can take a Pod; undefined when it can. */
export type Filter = (pod: Stored<Pod>, info: NodeInfo) => Misfit | undefined;

/** Rates a Node that can take a Pod from 0 to 100. */
export type Score = (pod: Stored<Pod>, info: NodeInfo) => number;
