import { type KindInfo, servedKinds } from '../../../api/kinds.ts';
import { hasType } from '../../../api/schema.ts';
import { subresourcesOf } from '../subresources/subresources.ts';
import { kubernetesVersion } from '../versions.ts';
import { pathsOfKind } from './paths.ts';
import { schemasOf } from './schemas.ts';

type Json = Record<string, unknown>;

const info = { title: 'Kubernetes', version: kubernetesVersion };

/** `api/v1`, `apis/apps/v1`: where a kind's document lies below `/openapi/v3`. */
function documentPath({ group, version }: KindInfo): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

const kindsByPath = new Map<string, KindInfo[]>();
for (const kind of servedKinds) {
  const path = documentPath(kind);
  kindsByPath.set(path, [...(kindsByPath.get(path) ?? []), kind]);
}

const documents = new Map<string, Json>();

/** The OpenAPI 3.0 document of a group and version: `api/v1`; undefined where there is none. */
export function openApiDocument(path: string): Json | undefined {
  const known = documents.get(path);
  const kinds = kindsByPath.get(path);
  if (known || !kinds) return known;
  const document = {
    openapi: '3.0.0',
    info,
    paths: Object.assign({}, ...kinds.map(pathsOfKind)) as Json,
    components: { schemas: schemasOf(kinds, typesBeside(kinds)) },
  };
  documents.set(path, document);
  return document;
}

/** The types of bodies that are of no kind of the document. */
function typesBeside(kinds: readonly KindInfo[]): string[] {
  const sent = kinds.flatMap(subresourcesOf).map(({ kind }) => kind);
  return ['DeleteOptions', 'Status', ...new Set(sent)].filter(hasType);
}

/** What `/openapi/v3` answers: where each document lies, with a hash by which clients keep it. */
export function openApiIndex(): Json {
  const paths = [...kindsByPath.keys()].sort().map((path) => {
    const hash = hashOf(JSON.stringify(openApiDocument(path)));
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(paths) };
}

/** A fingerprint of a text (FNV-1a in four lanes): equal documents have equal ones. */
function hashOf(text: string): string {
  const lanes = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < text.length; i++) {
    const lane = i & 3;
    lanes[lane] = Math.imul((lanes[lane] as number) ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return lanes
    .map((lane) => lane.toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();
}

let swagger: Json | undefined;

/** The document of `/openapi/v2`: all groups in one, in the older form. */
export function swaggerDocument(): Json {
  if (swagger) return swagger;
  const parts = [...kindsByPath.keys()].map(
    (path) => openApiDocument(path) as { paths: Json; components: { schemas: Json } },
  );
  const definitions: Json = {};
  // A type that several documents have carries its kinds only in the document of its own group.
  for (const { components } of parts) {
    for (const [name, schema] of Object.entries(components.schemas)) {
      const isRicher = Object.hasOwn(schema as Json, 'x-kubernetes-group-version-kind');
      if (isRicher || !Object.hasOwn(definitions, name)) definitions[name] = olderForm(schema);
    }
  }
  const paths = Object.assign({}, ...parts.map((part) => olderForm(part.paths))) as Json;
  swagger = { swagger: '2.0', info, paths, definitions };
  return swagger;
}

/** References lead to `definitions`, a reference stands without `allOf`, bodies are parameters. */
function olderForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(olderForm);
  if (typeof value !== 'object' || value === null) return value;
  const { allOf, oneOf, requestBody, content, schema, ...rest } = value as Json;
  const older = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, olderForm(item)]));
  if (typeof older.$ref === 'string') older.$ref = older.$ref.replace('#/components/schemas/', '#/definitions/');
  if (Array.isArray(allOf)) return { ...older, ...(olderForm(allOf[0]) as Json) };
  if (oneOf !== undefined) return { ...older, type: 'string' };
  if (content !== undefined) return { ...older, schema: olderForm(firstSchema(content)) };
  if (schema !== undefined && older.in !== undefined) return { ...older, ...(olderForm(schema) as Json) };
  if (schema !== undefined) older.schema = olderForm(schema);
  if (requestBody === undefined) return older;
  const body = {
    name: 'body',
    in: 'body',
    required: true,
    schema: olderForm(firstSchema((requestBody as Json).content)),
  };
  return { ...older, parameters: [body, ...((older.parameters as unknown[] | undefined) ?? [])] };
}

function firstSchema(content: unknown): unknown {
  return (Object.values(content as Json)[0] as Json | undefined)?.schema;
}
