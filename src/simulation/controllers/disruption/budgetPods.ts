import type { Pod, PodDisruptionBudget } from '../../../api/generated/objects.ts';
import { type LabelQuery, matchesLabels, queryOf } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { podKind } from '../../apiserver/knownKinds.ts';

interface Guarded {
  budget: Stored<PodDisruptionBudget>;
  readonly query: LabelQuery;
  readonly pods: Map<string, Stored<Pod>>;
}

/** The Pods of each PodDisruptionBudget, kept change by change: a Pod costs as much as its Namespace has budgets. */
export class BudgetPods {
  readonly #api: ComponentApi;
  readonly #byNamespace = new Map<string, Map<string, Guarded>>();

  constructor(api: ComponentApi) {
    this.#api = api;
  }

  of({ metadata }: Stored<PodDisruptionBudget>): readonly Stored<Pod>[] {
    return [
      ...(this.#byNamespace
        .get(metadata.namespace ?? '')
        ?.get(metadata.name)
        ?.pods.values() ?? []),
    ];
  }

  setBudget(budget: Stored<PodDisruptionBudget>): void {
    const { namespace = '', name } = budget.metadata;
    const budgets = this.#byNamespace.get(namespace) ?? new Map<string, Guarded>();
    this.#byNamespace.set(namespace, budgets);
    const known = budgets.get(name);
    if (known?.budget.metadata.uid === budget.metadata.uid) {
      const isSame = sameValue(known.budget.spec?.selector, budget.spec?.selector);
      known.budget = budget;
      if (isSame) return;
    }
    const { selector } = budget.spec ?? {};
    const { query, problem } = queryOf(selector ?? {});
    const guarded: Guarded = { budget, query, pods: new Map() };
    budgets.set(name, guarded);
    // No selector chooses nothing, an empty one all.
    if (!selector || problem !== undefined) return;
    for (const pod of this.#api.list<Pod>(podKind, namespace)) {
      if (matchesLabels(query, pod.metadata.labels)) guarded.pods.set(pod.metadata.uid, pod);
    }
  }

  removeBudget({ metadata }: Stored<PodDisruptionBudget>): void {
    const budgets = this.#byNamespace.get(metadata.namespace ?? '');
    budgets?.delete(metadata.name);
    if (budgets?.size === 0) this.#byNamespace.delete(metadata.namespace ?? '');
  }

  /** Takes a change of a Pod in; returns the budgets that it concerns. */
  setPod(type: string, pod: Stored<Pod>): readonly Stored<PodDisruptionBudget>[] {
    const budgets = this.#byNamespace.get(pod.metadata.namespace ?? '');
    if (!budgets) return [];
    const concerned: Stored<PodDisruptionBudget>[] = [];
    for (const { budget, query, pods } of budgets.values()) {
      const { uid, labels } = pod.metadata;
      const matches = type !== 'DELETED' && budget.spec?.selector !== undefined && matchesLabels(query, labels);
      const hadIt = pods.has(uid);
      if (matches) pods.set(uid, pod);
      else pods.delete(uid);
      if (matches || hadIt) concerned.push(budget);
    }
    return concerned;
  }
}
