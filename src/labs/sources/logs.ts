import { findKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { absentObject, type SourceKind } from './source.ts';

/** What a container wrote to its standard output. */
export const logsSource: SourceKind<'logs'> = {
  read(value) {
    const fields = value.fields();
    const pod = fields?.require('pod')?.text();
    const container = fields?.get('container')?.text();
    const namespace = fields?.get('namespace')?.text() ?? 'default';
    fields?.end();
    if (pod === undefined) return undefined;
    return { type: 'logs', pod, namespace, ...(container !== undefined && { container }) };
  },

  async look({ pod, container, namespace }, { client }) {
    const info = findKind('v1', 'Pod');
    if (!info) return { values: [], root: undefined, missing: 'The cluster serves no Pods.' };
    const response = await client.send({
      method: 'GET',
      path: pathOf(info, namespace, pod, 'log'),
      query: { tailLines: '500', ...(container !== undefined && { container }) },
    });
    const refusal = refusalOf(response);
    if (refusal?.code === 404) return absentObject('Pod', pod);
    if (refusal) return { values: [], root: undefined, missing: `The cluster says: ${refusal.message ?? 'no logs'}.` };
    const text = typeof response.body === 'string' ? response.body : '';
    if (text === '') return { values: [], root: '', missing: 'It has written nothing so far.' };
    return { values: [text], root: text };
  },

  name: ({ pod, container }) => `The log of ${container === undefined ? '' : `container ${container} in `}Pod ${pod}`,
};
