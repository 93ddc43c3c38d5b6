import type { KindInfo } from '../../../api/kinds.ts';
import { hasType } from '../../../api/schema.ts';
import { resourceOf } from '../registry.ts';
import type { Subresource } from '../subresources/subresource.ts';
import { subresourcesOf } from '../subresources/subresources.ts';
import { scalarNames, schemaName } from './schemaNames.ts';
import { groupVersionKind } from './schemas.ts';

type Json = Record<string, unknown>;

interface Operation {
  readonly action: string;
  readonly id: string;
  readonly description: string;
  readonly parameters: readonly string[];
  readonly body?: { readonly types: readonly string[]; readonly schema: string };
  readonly answer: string;
  readonly kind: Pick<KindInfo, 'group' | 'version' | 'kind'>;
}

/** What the parameters of requests mean; all of them travel in the query. */
const parameterDocs: Readonly<Record<string, readonly [type: string, doc: string]>> = {
  allowWatchBookmarks: ['boolean', 'Asks a watch for events of the type BOOKMARK.'],
  continue: ['string', 'Goes on with a list where an earlier answer ended.'],
  dryRun: ['string', 'With All nothing is stored: the answer shows what would be.'],
  fieldManager: ['string', 'The name of whoever makes the change, for managedFields.'],
  fieldSelector: ['string', 'Restricts a list by fields.'],
  fieldValidation: ['string', 'What becomes of unknown and duplicate fields: Ignore, Warn or Strict.'],
  force: ['boolean', 'Takes fields from other managers in a server-side apply.'],
  gracePeriodSeconds: ['integer', 'How long the object has until its end.'],
  labelSelector: ['string', 'Restricts a list by labels.'],
  limit: ['integer', 'How many objects a list has at most.'],
  orphanDependents: ['boolean', 'Deprecated: use propagationPolicy.'],
  propagationPolicy: ['string', 'What becomes of dependents: Orphan, Background or Foreground.'],
  resourceVersion: ['string', 'From which version on.'],
  resourceVersionMatch: ['string', 'How resourceVersion is meant.'],
  sendInitialEvents: ['boolean', 'Begins a watch with what is there.'],
  timeoutSeconds: ['integer', 'When the answer ends.'],
  watch: ['boolean', 'Asks for changes instead of a list.'],
};

const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'];
const deleteParameters = ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy'];
const listParameters = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
  'watch',
];
const objectTypes = ['application/json', 'application/yaml'];
const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

/** The paths of one kind with their operations. */
export function pathsOfKind(info: KindInfo): Json {
  const { group, version, kind, plural, namespaced } = info;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const collection = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const one = `${collection}/{name}`;
  const object = schemaName(info.type);
  const inside = namespaced ? 'Namespaced' : '';
  const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const tag = `${group === '' ? 'core' : group.split('.')[0]}_${version}`;
  const id = (verb: string, rest: string) => `${verb}${tag.split('_').map(title).join('')}${rest}`;
  const write = { body: { types: objectTypes, schema: object }, answer: object, kind: info };
  const removal = { body: { types: objectTypes, schema: schemaName('DeleteOptions') }, kind: info };
  const list: Operation = {
    action: 'list',
    id: id('list', `${inside}${kind}`),
    description: `list or watch objects of kind ${kind}`,
    parameters: listParameters,
    answer: `${object}List`,
    kind: info,
  };
  const paths: Record<string, Record<string, Operation>> = {
    [collection]: {
      get: list,
      post: {
        ...write,
        action: 'post',
        id: id('create', `${inside}${kind}`),
        description: `create a ${kind}`,
        parameters: writeParameters,
      },
      delete: {
        ...removal,
        action: 'deletecollection',
        id: id('delete', `Collection${inside}${kind}`),
        description: `delete collection of ${kind}`,
        parameters: [...deleteParameters, 'fieldSelector', 'labelSelector'],
        answer: schemaName('Status'),
      },
    },
    [one]: {
      ...objectOperations(info, object, (verb) => id(verb, `${inside}${kind}`), `the specified ${kind}`),
      delete: {
        ...removal,
        action: 'delete',
        id: id('delete', `${inside}${kind}`),
        description: `delete a ${kind}`,
        parameters: deleteParameters,
        answer: schemaName('Status'),
      },
    },
  };
  if (namespaced) {
    paths[`${root}/${plural}`] = { get: { ...list, id: id('list', `${kind}ForAllNamespaces`) } };
  }
  if (resourceOf(info).hasStatus) {
    const named = (verb: string) => id(verb, `${inside}${kind}Status`);
    paths[`${one}/status`] = objectOperations(info, object, named, `status of the specified ${kind}`);
  }
  for (const sub of subresourcesOf(info)) {
    const operations = subresourceOperations(info, sub, (verb) => id(verb, `${inside}${kind}${title(sub.name)}`));
    if (Object.keys(operations).length > 0) paths[`${one}/${sub.name}`] = operations;
  }
  return Object.fromEntries(Object.entries(paths).map(([path, operations]) => [path, pathItem(path, operations, tag)]));
}

function objectOperations(
  kind: Operation['kind'],
  schema: string,
  id: (verb: string) => string,
  what: string,
): Record<string, Operation> {
  const common = { answer: schema, kind };
  return {
    get: { ...common, action: 'get', id: id('read'), description: `read ${what}`, parameters: [] },
    put: {
      ...common,
      action: 'put',
      id: id('replace'),
      description: `replace ${what}`,
      parameters: writeParameters,
      body: { types: objectTypes, schema },
    },
    patch: {
      ...common,
      action: 'patch',
      id: id('patch'),
      description: `partially update ${what}`,
      parameters: [...writeParameters, 'force'],
      body: { types: patchTypes, schema: scalarNames.patch },
    },
  };
}

/** The operations of a subresource that takes and gives objects; streams are no part of the documents' use here. */
function subresourceOperations(
  info: KindInfo,
  sub: Subresource,
  id: (verb: string) => string,
): Record<string, Operation> {
  const type = sub.kind === info.kind ? info.type : sub.kind;
  if (!hasType(type)) return {};
  const kind = { group: sub.group ?? info.group, version: sub.version ?? info.version, kind: sub.kind };
  const schema = schemaName(type);
  const what = `${sub.name} of the specified ${info.kind}`;
  if (sub.verbs.includes('update')) return objectOperations(kind, schema, id, what);
  if (!sub.verbs.includes('create')) return {};
  const post: Operation = {
    action: 'post',
    id: id('create'),
    description: `create ${what}`,
    parameters: writeParameters,
    body: { types: objectTypes, schema },
    answer: schema,
    kind,
  };
  return { post };
}

function pathItem(path: string, operations: Readonly<Record<string, Operation>>, tag: string): Json {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return {
    ...Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, shown(operation, tag)])),
    ...(names.length > 0 && {
      parameters: names.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string', uniqueItems: true },
      })),
    }),
  };
}

function shown({ action, id, description, parameters, body, answer, kind }: Operation, tag: string): Json {
  const content = (types: readonly string[], name: string) =>
    Object.fromEntries(types.map((type) => [type, { schema: { $ref: `#/components/schemas/${name}` } }]));
  return {
    description,
    operationId: id,
    tags: [tag],
    parameters: parameters.map((name) => {
      const [type = 'string', doc = ''] = parameterDocs[name] ?? [];
      return { name, in: 'query', description: doc, schema: { type, uniqueItems: true } };
    }),
    ...(body && { requestBody: { content: content(body.types, body.schema), required: true } }),
    responses: { '200': { description: 'OK', content: content(objectTypes, answer) } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': groupVersionKind(kind),
  };
}
