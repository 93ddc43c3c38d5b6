import { formatPath } from '../../api/field.ts';
import { insertField } from '../edits/insertField.ts';
import { autoscalersOf, utilizationMetricsOf } from '../facts/autoscalers.ts';
import { withoutRequest } from '../facts/missingRequests.ts';
import { type Fixer, fixWith } from './fix.ts';

/** What a small container may begin with; whoever knows it writes another. */
const usual: Readonly<Record<string, string>> = { cpu: '100m', memory: '128Mi' };

/** Gives a container the request that an autoscaler needs. */
export const addRequest: Fixer = {
  codes: ['relation/hpa-missing-request'],
  offer(context) {
    const { around, document, path } = context;
    const target = around?.set.placeOf(around.file, document);
    if (!around || !target?.facts.pods) return [];
    const container = path.slice(0, -1);
    const resources = autoscalersOf(around.set, target)
      .flatMap(utilizationMetricsOf)
      .filter((metric) =>
        withoutRequest(around.set, target, metric).some((one) => formatPath(one.path) === formatPath(container)),
      )
      .map(({ resource }) => resource);
    return [...new Set(resources)].flatMap((resource) => {
      const amount = Object.hasOwn(usual, resource) ? usual[resource] : undefined;
      if (amount === undefined) return [];
      const edits = insertField(context, [...container, 'resources', 'requests', resource], amount);
      return fixWith(`Request ${amount} of ${resource}`, edits);
    });
  },
};
