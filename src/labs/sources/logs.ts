import { servedKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { parseTime } from '../../api/time.ts';
import { findPod, nameOfPod, readContainerReference } from '../podReference.ts';
import { absentObject, type SourceKind } from './source.ts';

/** What a container wrote to its standard output. */
export const logsSource: SourceKind<'logs'> = {
  read(value) {
    const fields = value.fields();
    const from = fields && readContainerReference(fields);
    const previous = fields?.get('previous');
    const life = previous?.flag() ? 'previous' : 'current';
    fields?.end();
    return from && { type: 'logs', from, life };
  },

  async look({ from, life }, context) {
    const info = servedKind('pods');
    const found = await findPod(from, context);
    if ('sight' in found) return found.sight;
    const { name, namespace, creationTimestamp } = found.pod.metadata;
    const container = from.container ?? found.pod.spec?.containers[0]?.name;
    const response = await context.client.send({
      method: 'GET',
      path: pathOf(info, namespace, name, 'log'),
      query: { tailLines: '500', ...(container && { container }), ...(life === 'previous' && { previous: 'true' }) },
    });
    const refusal = refusalOf(response);
    const bornMs = parseTime(creationTimestamp ?? '');
    const born = bornMs !== undefined && { bornMs };
    if (refusal?.code === 404) return absentObject('Pod', name);
    if (refusal)
      return { values: [], root: undefined, missing: `the cluster says: ${refusal.message ?? 'no'}.`, ...born };
    const text = typeof response.body === 'string' ? response.body : '';
    if (text === '') return { values: [], root: '', missing: 'it has written nothing so far.', ...born };
    return { values: [text], root: text, ...born };
  },

  name: ({ from, life }) => {
    const container = from.container === undefined ? '' : `container ${from.container} in `;
    return `The log of ${life === 'previous' ? 'the last life of ' : ''}${container}${nameOfPod(from)}`;
  },
};
