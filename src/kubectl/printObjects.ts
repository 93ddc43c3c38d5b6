import type { KindInfo } from '../api/kinds.ts';
import { findKind } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { commandError } from './commandError.ts';
import { parseJsonPath, printJsonPath } from './jsonPath.ts';
import { resourceName } from './resourceArguments.ts';
import { yamlText } from './yamlText.ts';

/** Prints objects for `-o yaml`, `json`, `name` and `jsonpath`. */
export interface ObjectPrinter {
  /** What one object, or a `List` of them, looks like. */
  print(object: KubernetesObject): string;
}

const formats =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';

/** The printer of an output format; undefined for `` and `wide`, which print tables. */
export function objectPrinter(format: string): ObjectPrinter | undefined {
  const [kind = '', template] = splitFormat(format);
  switch (kind) {
    case '':
    case 'wide':
      return undefined;
    case 'yaml': {
      let first = true;
      return {
        print: (object) => {
          const separator = first ? '' : '---\n';
          first = false;
          return separator + yamlText(withoutManagedFields(object));
        },
      };
    }
    case 'json':
      return { print: (object) => `${jsonText(withoutManagedFields(object))}\n` };
    case 'name':
      return {
        print: (object) =>
          itemsOf(object)
            .map((item) => `${nameOf(item)}\n`)
            .join(''),
      };
    case 'jsonpath':
      return jsonPathPrinter(template);
    case 'custom-columns':
    case 'custom-columns-file':
    case 'go-template':
    case 'go-template-file':
    case 'jsonpath-as-json':
    case 'jsonpath-file':
    case 'template':
    case 'templatefile':
      throw commandError(`the output format "${kind}" is not in the built-in kubectl yet`);
    default:
      throw commandError(
        `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${formats}`,
      );
  }
}

/** JSON as kubectl prints it: sorted keys, four spaces, `<`, `>` and `&` escaped. */
export function jsonText(value: unknown): string {
  return JSON.stringify(sorted(value), null, 4).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A list of objects as `-o yaml` and `-o json` show it. */
export function listOf(items: readonly KubernetesObject[]): KubernetesObject {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } } as KubernetesObject;
}

/** `pod/web` of an object. */
export function nameOf(object: KubernetesObject): string {
  const info = findKind(object.apiVersion ?? '', object.kind ?? '');
  const name = object.metadata?.name ?? '';
  return info ? resourceName(info as KindInfo, name) : `${(object.kind ?? '').toLowerCase()}/${name}`;
}

function splitFormat(format: string): [string, string | undefined] {
  const equals = format.indexOf('=');
  return equals < 0 ? [format, undefined] : [format.slice(0, equals), format.slice(equals + 1)];
}

function jsonPathPrinter(text: string | undefined): ObjectPrinter {
  if (!text) throw commandError('template format specified but no template given');
  const template = parseJsonPath(text);
  if (template.problem !== undefined) {
    throw commandError(`error parsing jsonpath ${text}, ${template.problem}`);
  }
  return {
    print: (object) => {
      const printed = printJsonPath(template, object);
      if (printed.problem === undefined) return printed.text;
      throw commandError(
        `error executing jsonpath ${JSON.stringify(text)}: Error executing template: ${printed.problem}.`,
      );
    },
  };
}

function itemsOf(object: KubernetesObject): readonly KubernetesObject[] {
  const items = (object as { items?: readonly KubernetesObject[] }).items;
  return object.kind === 'List' && items ? items : [object];
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const items = (object as { items?: readonly KubernetesObject[] }).items;
  if (object.kind === 'List' && items) return { ...object, items: items.map(withoutManagedFields) } as KubernetesObject;
  if (!object.metadata?.managedFields) return object;
  const { managedFields: _hidden, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}
