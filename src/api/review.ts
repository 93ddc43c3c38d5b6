import { type Scope, validateAnyUpdate } from './core/metadataValidation.ts';
import { type DecodeProblem, decode, decodeMessage } from './decode.ts';
import { type FieldError, type FieldPath, formatPath } from './field.ts';
import { isFormerVersion } from './formerVersions.ts';
import type { Status } from './generated/objects.ts';
import { apiVersionOf, findKind, type KindInfo } from './kinds.ts';
import type { KubernetesObject, Stored } from './objects.ts';
import { rulesOf } from './rules.ts';
import { badRequest, invalid } from './status.ts';

export interface ReviewOptions {
  /** What becomes of unknown fields: refused, warned of, or dropped without a word. */
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** The namespace of the request, `default` if missing; an object without one gets it. */
  readonly namespace?: string;
  /** The kind that the request's path stands for: it fills in for a missing `kind` and refuses another one. */
  readonly expected?: KindInfo;
}

/** What the API server would say of an object that a client sends. */
export interface Review {
  /** Missing where the object names no served kind. */
  readonly kind?: KindInfo;
  /** With its defaults, without what admission adds; there whenever the object could be read at all. */
  readonly object?: KubernetesObject;
  readonly decodeProblems: readonly DecodeProblem[];
  readonly fieldErrors: readonly FieldError[];
  readonly warnings: readonly string[];
  /** The whole answer where the server refuses the object. */
  readonly refusal?: Status;
}

/** A review before validation: only `400 Bad Request` can have come up. */
export type Reading = Omit<Review, 'fieldErrors'>;

/** What the server would say of this value as a new object. */
export function reviewCreate(value: unknown, options: ReviewOptions): Review {
  const reading = readObject(value, options);
  const { kind, object } = reading;
  if (!kind || !object) return { ...reading, fieldErrors: [] };
  const fieldErrors = rulesOf(kind).validateCreate(object);
  return concluded(reading, kind, object, fieldErrors);
}

/** What the server would say of this value as the next version of a stored object, as a PUT sends it. */
export function reviewUpdate(value: unknown, old: Stored, options: ReviewOptions): Review {
  const reading = readObject(value, options);
  const { kind, object } = reading;
  if (!kind || !object) return { ...reading, fieldErrors: [] };
  const fieldErrors = updateErrors(kind, object, old);
  return concluded(reading, kind, object, fieldErrors);
}

/** Reads what a client sent and fills in the defaults: the part of a write that comes before admission. */
export function readObject(value: unknown, options: ReviewOptions): Reading {
  const nothing = { decodeProblems: [], warnings: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      ...nothing,
      ...(options.expected && { kind: options.expected, refusal: unreadable(value, options.expected) }),
    };
  }
  const { apiVersion, kind: kindName } = value as { apiVersion?: unknown; kind?: unknown };
  const named = namedKind(apiVersion, kindName, options.expected);
  const expected = options.expected ?? named;
  if (!expected) return nothing;
  if (named !== expected) {
    const refusal = unregistered(
      typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : apiVersionOf(expected),
      typeof kindName === 'string' && kindName !== '' ? kindName : expected.kind,
      expected,
    );
    return { ...nothing, kind: expected, refusal };
  }
  const { value: decoded, problems } = decode(value, expected.type);
  const object = decoded as KubernetesObject;
  object.apiVersion = apiVersionOf(expected);
  object.kind = expected.kind;
  object.metadata ??= {};
  if (expected.namespaced) object.metadata.namespace ||= options.namespace ?? 'default';
  // A server drops it where a kind has none (`rest.EnsureObjectNamespaceMatchesRequestNamespace`).
  else delete object.metadata.namespace;
  rulesOf(expected).applyDefaults(object);
  const relevant =
    options.fieldValidation === 'Strict' ? problems : problems.filter(({ kind }) => kind !== 'unknownField');
  const message = decodeMessage(relevant);
  const unknown = options.fieldValidation === 'Warn' ? problems.filter(({ kind }) => kind === 'unknownField') : [];
  return {
    kind: expected,
    object,
    decodeProblems: problems,
    warnings: unknown.map((problem) => problem.message),
    ...(message !== undefined && { refusal: badRequest(`${cannotBeHandled(expected)}: ${message}`) }),
  };
}

/** The server's last word on a new object that has its defaults and went through admission: a 422, or nothing. */
export function verdictOnCreate(kind: KindInfo, object: KubernetesObject): Status | undefined {
  return verdict(kind, object, rulesOf(kind).validateCreate(object));
}

/** The server's last word on the next version of a stored object: a 422, or nothing. */
export function verdictOnUpdate(kind: KindInfo, object: KubernetesObject, old: Stored): Status | undefined {
  return verdict(kind, object, updateErrors(kind, object, old));
}

/** The server's last word on the next status of a stored object: a 422, or nothing. */
export function verdictOnStatus(kind: KindInfo, object: KubernetesObject, old: Stored): Status | undefined {
  const errors = validateAnyUpdate(object, old, scopeOf(kind));
  return verdict(kind, object, [...errors, ...(rulesOf(kind).validateStatus?.(object, old) ?? [])]);
}

function updateErrors(kind: KindInfo, object: KubernetesObject, old: Stored): FieldError[] {
  return [...validateAnyUpdate(object, old, scopeOf(kind)), ...rulesOf(kind).validateUpdate(object, old)];
}

function scopeOf({ namespaced }: KindInfo): Scope {
  return namespaced ? 'namespaced' : 'cluster';
}

/** The texts of the `Warning` headers that a right object gets, or the next version of one. */
export function warningsOf(kind: KindInfo, object: KubernetesObject, old?: Stored): string[] {
  return rulesOf(kind).warnings?.(object, old) ?? [];
}

function verdict(kind: KindInfo, object: KubernetesObject, errors: readonly FieldError[]): Status | undefined {
  return errors.length > 0 ? invalid(kind, object.metadata?.name ?? '', errors) : undefined;
}

function concluded(
  reading: Reading,
  kind: KindInfo,
  object: KubernetesObject,
  allFieldErrors: readonly FieldError[],
): Review {
  // Where a value could not be read its field looks empty; to complain of that too would be noise.
  const unread = reading.decodeProblems.filter(({ kind }) => kind === 'wrongType').map(({ path }) => path);
  const fieldErrors = unread.length === 0 ? allFieldErrors : unrelatedTo(unread, allFieldErrors);
  if (reading.refusal) return { ...reading, fieldErrors };
  const refusal = verdict(kind, object, fieldErrors);
  const warnings = [...reading.warnings, ...warningsOf(kind, object)];
  return { ...reading, fieldErrors, warnings, ...(refusal && { refusal }) };
}

/** The errors whose paths neither lead through one of the others nor to it; of both there may be thousands. */
function unrelatedTo(others: readonly FieldPath[], errors: readonly FieldError[]): FieldError[] {
  const ends = new Set(others.map(pathKey));
  const through = new Set(others.flatMap(keysOnTheWay));
  return errors.filter(({ path }) => !through.has(pathKey(path)) && !keysOnTheWay(path).some((key) => ends.has(key)));
}

/** Keys of a path and of all that it leads through. */
function keysOnTheWay(path: FieldPath): string[] {
  return Array.from({ length: path.length + 1 }, (_, length) => pathKey(path.slice(0, length)));
}

function pathKey(path: FieldPath): string {
  return `${path.length} ${formatPath(path)}`;
}

function namedKind(apiVersion: unknown, kind: unknown, expected: KindInfo | undefined): KindInfo | undefined {
  const version = typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : expected && apiVersionOf(expected);
  const name = typeof kind === 'string' && kind !== '' ? kind : expected?.kind;
  return version && name ? findKind(version, name) : undefined;
}

/** `Pod in version "v1" cannot be handled as a Pod`. */
function cannotBeHandled(expected: KindInfo): string {
  return `${expected.kind} in version "${expected.version}" cannot be handled as a ${expected.kind}`;
}

function unregistered(apiVersion: string, kind: string, expected: KindInfo): Status {
  if (kind === expected.kind && (findKind(apiVersion, kind) || isFormerVersion(apiVersion, kind)))
    return badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(expected)})`,
    );
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const why = findKind(apiVersion, kind)
    ? `converting (${version}.${kind}) to (${expected.group || 'core'}.${expected.kind}): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`;
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${expected.kind}: ${why}`);
}

function unreadable(value: unknown, expected: KindInfo): Status {
  const what = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const shape =
    'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  return badRequest(
    `the object provided is unrecognized (must be of type ${expected.kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${what} into Go value of type ${shape}`,
  );
}
