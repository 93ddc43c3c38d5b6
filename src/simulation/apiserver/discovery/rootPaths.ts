import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import { methodNotAllowed, refuse, unknownPath } from '../../../api/status.ts';
import { openApiDocument, openApiIndex, swaggerDocument } from '../openapi/documents.ts';
import { versionInfo } from '../versions.ts';
import { aggregatedList, aggregatedVersion } from './aggregated.ts';
import { coreVersions, groupDocument, groupList, resourceList } from './plain.ts';
import type { ServedApis } from './resources.ts';

const ok: ApiResponse = { code: 200, body: 'ok', contentType: 'text/plain' };

/**
 * Answers to paths that name no resource: discovery, version and health. Undefined where the path is none of them. `served`
 * says what discovery tells of.
 */
export function answerRootPath(request: ApiRequest, served: () => ServedApis): ApiResponse | undefined {
  const answer = answerOf(request, served);
  if (!answer || request.method === 'GET') return answer;
  return answer.code === 404 ? answer : refuse(methodNotAllowed());
}

function answerOf(request: ApiRequest, served: () => ServedApis): ApiResponse | undefined {
  const path = request.path.replace(/\/+$/, '');
  switch (path) {
    case '':
      return json({ paths: rootPaths(served()) });
    case '/version':
      return json(versionInfo);
    case '/healthz':
    case '/livez':
    case '/readyz':
      return health(request, path.slice(1));
    case '/api':
      return answerApi(request, served(), 'core');
    case '/apis':
      return answerApi(request, served(), 'groups');
    case '/openapi/v2':
      return wantsProtobufOnly(request) ? emptySwagger : json(swaggerDocument());
    case '/openapi/v3':
      return json(openApiIndex());
  }
  if (/^\/(healthz|livez|readyz)\/(ping|etcd|log|poststarthook\/[\w-]+)$/.test(path)) return ok;
  if (path.startsWith('/openapi/v3/')) return found(openApiDocument(path.slice('/openapi/v3/'.length)));
  const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
  if (match) return found(resourceList(served(), match[1] ?? '', match[2] ?? ''));
  const group = /^\/apis\/([^/]+)$/.exec(path)?.[1];
  return group === undefined ? undefined : found(groupDocument(served(), group));
}

/** The checks of a real server that this one has something of. */
const healthChecks = ['ping', 'log', 'etcd'];

/** `ok`, or with `?verbose` a line for each check (`k8s.io/apiserver/pkg/server/healthz`). */
function health(request: ApiRequest, name: string): ApiResponse {
  if (request.query?.verbose === undefined) return ok;
  const lines = [...healthChecks.map((check) => `[+]${check} ok`), `${name} check passed`];
  return { ...ok, body: `${lines.join('\n')}\n` };
}

function answerApi(request: ApiRequest, apis: ServedApis, root: 'core' | 'groups'): ApiResponse {
  const version = aggregatedVersion(request);
  if (version) return json(aggregatedList(apis, root, version));
  return json(root === 'core' ? coreVersions(apis) : groupList(apis));
}

/**
 * The document in Protocol Buffers (`openapi.v2.Document` of gnostic): its version, title and paths, and no definitions.
 * kubectl reads this form for kinds alone that `/openapi/v3` does not have, and then finds that there are none here either.
 */
const emptySwagger: ApiResponse = {
  code: 200,
  contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
  body: '\x0a\x032.0\x12\x15\x0a\x0aKubernetes\x12\x07v1.34.0\x42\x00',
};

function wantsProtobufOnly({ accept = '' }: ApiRequest): boolean {
  return accept.includes('protobuf') && !/json|\*\/\*/.test(accept);
}

function found(body: unknown): ApiResponse {
  return body === undefined ? refuse(unknownPath()) : json(body);
}

function json(body: unknown): ApiResponse {
  return { code: 200, body };
}

/** What the server's root lists. */
function rootPaths(served: ServedApis): string[] {
  const named = served.groups.filter((group) => group !== '');
  const apis = named.flatMap((group) => [
    `/apis/${group}`,
    ...served.versionsOf(group).map((version) => `/apis/${group}/${version}`),
  ]);
  const others = [
    '/api',
    '/api/v1',
    '/apis',
    '/healthz',
    '/livez',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ];
  return [...others, ...apis].sort();
}
