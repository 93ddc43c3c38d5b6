import { findKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { readPathBeside, valuesAtPath } from '../jsonPath.ts';
import { absentObject, bornMsOf, refusedSight, type SourceKind } from './source.ts';

/** An object of the cluster or a list of them, or the values at a path in it. */
export const objectSource: SourceKind<'object'> = {
  read(value, beside) {
    const fields = value.fields();
    const kind = fields?.require('kind')?.text();
    const name = fields?.get('name')?.text();
    const selector = fields?.get('selector')?.text();
    const apiVersion = fields?.get('apiVersion')?.text() ?? apiVersionOf(kind);
    const namespace = fields?.get('namespace')?.text();
    fields?.end();
    const path = readPathBeside(beside);
    if (!fields || kind === undefined || path === undefined) return undefined;
    if (fields.has('name') === fields.has('selector'))
      return value.problem('This names objects with name or selector.');
    if (!findKind(apiVersion, kind)) return value.problem(`The cluster serves no ${kind} of ${apiVersion}.`);
    return {
      type: 'object',
      apiVersion,
      kind,
      path,
      ...(name !== undefined && { name }),
      ...(selector !== undefined && { selector }),
      ...(namespace !== undefined && { namespace }),
    };
  },

  async look({ apiVersion, kind, name, selector, namespace, path }, context) {
    const info = findKind(apiVersion, kind);
    if (!info) return refusedSight(`no ${kind} here`);
    const query = selector === undefined ? undefined : { labelSelector: selector };
    const place = namespace ?? context.namespace;
    const response = await context.client.send({
      method: 'GET',
      path: pathOf(info, place, name),
      ...(query && { query }),
    });
    const refusal = refusalOf(response);
    if (refusal) return refusal.code === 404 ? absentObject(kind, name ?? '') : refusedSight(refusal.message);
    const root = response.body;
    const items = name === undefined ? (root as { items: unknown[] }).items : [root];
    if (items.length === 0) {
      return { values: [], root, missing: `There is no ${kind} with the label ${selector}.`, absent: true };
    }
    const bornMs = Math.max(...items.map(bornMsOf));
    return { values: valuesAtPath(root, path), root, bornMs };
  },

  name: ({ kind, name, selector, path }) => {
    const object = name === undefined ? `${kind} with ${selector}` : `${kind} ${name}`;
    return path === '' ? object : `${path} of ${object}`;
  },
};

/** Where an author names none: the version under which the cluster serves the kind. */
function apiVersionOf(kind: string | undefined): string {
  const versions = ['v1', 'apps/v1', 'batch/v1', 'autoscaling/v2', 'networking.k8s.io/v1', 'policy/v1'];
  return versions.find((version) => kind !== undefined && findKind(version, kind)) ?? 'v1';
}
