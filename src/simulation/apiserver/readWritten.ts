import { decodeMessage } from '../../api/decode.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { type Reading, readObject } from '../../api/review.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest } from '../../api/status.ts';
import { invariant } from '../../invariant.ts';
import { bodyOf, unrecognized } from './body.ts';
import { type PatchedText, unreadablePatch } from './patch.ts';
import type { WriteQuery } from './query.ts';
import { isJson } from './typedValue.ts';

/** An object that a client wrote, with its defaults and the warnings about its text; or why it is none. */
export type Written =
  | { readonly object: KubernetesObject; readonly warnings: readonly string[]; readonly refusal?: undefined }
  | { readonly object?: undefined; readonly refusal: Status };

type Validation = WriteQuery['fieldValidation'];

/** Reads the body of a POST or PUT. */
export function readBody(route: ResourceRoute, request: ApiRequest, validation: Validation): Written {
  const body = bodyOf(request, route.info.kind);
  if (body.refusal) return { refusal: body.refusal };
  const read = readValue(route, body.value, validation);
  if (!isJson(body.value) && typeof request.body === 'string' && read.refusal) {
    const problem = (read.refusal.message ?? '').replace(/^the object provided is unrecognized \([^)]*\): /, '');
    return { refusal: unrecognized(route.info.kind, problem, request.body) };
  }
  if (body.duplicates.length === 0 || validation === 'Ignore') return concluded(route, read);
  if (validation === 'Warn') return concluded(route, { ...read, warnings: [...body.duplicates, ...read.warnings] });
  const strict = 'strict decoding error: ';
  const own = read.refusal?.message ?? '';
  if (read.refusal && !own.includes(`: ${strict}`)) return { refusal: read.refusal };
  const { kind, version } = route.info;
  const others = read.refusal ? [own.slice(own.indexOf(strict) + strict.length)] : [];
  const problems = [...body.duplicates, ...others].join(', ');
  return {
    refusal: badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${strict}${problems}`),
  };
}

/** Reads what a PATCH made of an object. What cannot be read is the patch's fault. */
export function readPatched(route: ResourceRoute, patched: PatchedText, validation: Validation): Written {
  const read = readValue(route, patched.value, validation);
  const { duplicates } = patched;
  const wrong = read.decodeProblems.find(({ kind }) => kind === 'wrongType');
  if (read.refusal && wrong) {
    const message = decodeMessage(read.decodeProblems) ?? '';
    return { refusal: unreadablePatch(patched.shown(), patched.reader === 'map' ? inMapWords(message) : message) };
  }
  const unknown = read.decodeProblems.map(({ message }) => message);
  if (validation === 'Strict' && duplicates.length + unknown.length > 0) {
    const problems = [...new Set([...duplicates, ...unknown])].join(', ');
    return { refusal: unreadablePatch(patched.shown(), `strict decoding error: ${problems}`) };
  }
  if (read.refusal) return { refusal: read.refusal };
  const warnings = validation === 'Warn' ? [...duplicates, ...read.warnings] : read.warnings;
  return concluded(route, { ...read, warnings });
}

/** Reads an object that the server itself put together. */
export function readOwn(route: ResourceRoute, value: unknown): Written {
  return concluded(route, readValue(route, value, 'Ignore'));
}

function readValue(route: ResourceRoute, value: unknown, fieldValidation: Validation): Reading {
  const { info, namespace } = route;
  return readObject(value, { fieldValidation, expected: info, ...(namespace !== undefined && { namespace }) });
}

/** The object must belong to the namespace of the path. */
function concluded(route: ResourceRoute, read: Reading): Written {
  if (read.refusal) return { refusal: read.refusal };
  const { object, warnings } = read;
  invariant(object, 'an object of the expected kind was read or refused');
  const written = object.metadata?.namespace ?? '';
  if (route.info.namespaced ? written === route.namespace : written === '') return { object, warnings };
  const why = 'the namespace of the provided object does not match the namespace sent on the request';
  return { refusal: badRequest(why) };
}

/**
 * A strategic merge patch is read from a map rather than from text, by a reader with words of its own
 * (`runtime.DefaultUnstructuredConverter`).
 */
function inMapWords(message: string): string {
  const match = /^json: cannot unmarshal (\S+)(?: (\S+))? into .* of type (.+)$/.exec(message);
  if (!match) return message;
  const [, kind = '', number, goType = ''] = match;
  if (goType.startsWith('[]') && goType !== '[]uint8') return `cannot restore slice from ${reflectKind(kind, number)}`;
  if (goType.startsWith('map[')) return `cannot restore map from ${reflectKind(kind, number)}`;
  if (/\./.test(goType) && kind === 'string') return `cannot restore struct from: ${reflectKind(kind, number)}`;
  const types: Record<string, string> = { object: 'map[string]interface {}', array: '[]interface {}' };
  return `cannot convert ${types[kind] ?? reflectKind(kind, number)} to ${goType}`;
}

function reflectKind(kind: string, number: string | undefined): string {
  if (kind === 'number') return number !== undefined && /[.eE]/.test(number) ? 'float64' : 'int64';
  return { object: 'map', array: 'slice' }[kind] ?? kind;
}
