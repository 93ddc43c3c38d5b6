import { readPathBeside, valuesAtPath } from '../jsonPath.ts';
import { nameOfPod, readPodReference } from '../podReference.ts';
import { podTraffic } from '../podTraffic.ts';
import type { SourceKind } from './source.ts';

/**
 * The requests that a Pod has sent, explained (`RequestTrace`): names that were tried, the endpoint that was chosen, or where it
 * stopped. Only a simulated cluster sees them.
 */
export const trafficSource: SourceKind<'traffic'> = {
  read(value, beside) {
    const fields = value.fields();
    const name = fields?.get('name')?.text();
    const service = fields?.get('service')?.text();
    const from = fields && readPodReference(fields);
    fields?.end();
    const path = readPathBeside(beside);
    if (!from || path === undefined) return undefined;
    return {
      type: 'traffic',
      from,
      ...(name !== undefined && { name }),
      ...(service !== undefined && { service }),
      path,
    };
  },

  async look({ from, name, service, path }, context) {
    const found = await podTraffic(
      { ...from, ...(name !== undefined && { name }), ...(service !== undefined && { service }) },
      context,
    );
    if ('sight' in found) return found.sight;
    const { requests, bornMs } = found;
    const root = { requests, last: requests.at(-1) };
    const values = valuesAtPath(root, path === '' ? '.requests[*]' : path);
    const about = `${name === undefined ? '' : ` to ${name}`}${service === undefined ? '' : ` through the Service ${service}`}`;
    return {
      values,
      root,
      bornMs,
      ...(requests.length === 0 && { missing: `it has sent no request${about} so far.` }),
    };
  },

  name: ({ from, path }) => `${path === '' ? 'What was sent' : `${path} of what was sent`} by ${nameOfPod(from)}`,
};
