import { findKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { parseValuePath, valuesAt } from '../valuePath.ts';
import { absentObject, type SourceKind } from './source.ts';

/** An object of the cluster, or the values at a path in it. */
export const objectSource: SourceKind<'object'> = {
  read(value, beside) {
    const fields = value.fields();
    const kind = fields?.require('kind')?.text();
    const name = fields?.require('name')?.text();
    const apiVersion = fields?.get('apiVersion')?.text() ?? 'v1';
    const namespace = fields?.get('namespace')?.text() ?? 'default';
    fields?.end();
    const pathValue = beside.get('path');
    const path = pathValue ? pathValue.text() : '';
    if (kind === undefined || name === undefined || path === undefined) return undefined;
    if (!findKind(apiVersion, kind)) return value.problem(`The cluster serves no ${kind} of ${apiVersion}.`);
    if (!parseValuePath(path)) return pathValue?.problem('This is not a path such as spec.containers[name=app].image.');
    return { type: 'object', apiVersion, kind, name, namespace, path };
  },

  async look({ apiVersion, kind, name, namespace, path }, { client }) {
    const info = findKind(apiVersion, kind);
    if (!info) return { values: [], root: undefined, missing: `The cluster serves no ${kind}.` };
    const response = await client.send({ method: 'GET', path: pathOf(info, namespace, name) });
    const refusal = refusalOf(response);
    if (refusal) {
      if (refusal.code === 404) return absentObject(kind, name);
      return { values: [], root: undefined, missing: `The cluster says: ${refusal.message ?? 'no'}`, unknown: true };
    }
    return { values: valuesAt(response.body, parseValuePath(path) ?? []), root: response.body };
  },

  name: ({ kind, name, path }) => (path === '' ? `${kind} ${name}` : `${path} of ${kind} ${name}`),
};
