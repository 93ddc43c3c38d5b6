import { findKind } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { commandError } from './commandError.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { parseJsonPath, printJsonPath, valuesAt } from './jsonPath.ts';
import { resourceName } from './resourceArguments.ts';
import { CustomColumns, columnsFromFile, columnsFromText } from './templates/customColumns.ts';
import { printGoTemplate, readGoTemplate } from './templates/goTemplate.ts';
import { TemplateProblem } from './templates/goTemplateTree.ts';
import { goSyntax } from './templates/goValue.ts';
import { readTextFile } from './textFile.ts';
import { yamlText } from './yamlText.ts';

/** Prints objects for `-o yaml`, `json`, `name` and the formats with a template. */
export interface ObjectPrinter {
  /** What one object, or a `List` of them, looks like. */
  print(object: KubernetesObject): string;
}

const templateFormats =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile';
/** What `get` prints. */
export const getFormats = `custom-columns,custom-columns-file,${templateFormats},wide,yaml`;
/** What verbs that change objects print. */
export const changeFormats = `${templateFormats},yaml`;

/** The flags besides `-o` that say how objects are printed. */
export const printFlags: readonly FlagDeclaration[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'boolean',
    defaultText: 'true',
    doc: 'Print nothing, rather than fail, where a JSONPath names a field that is not there.',
  },
  {
    name: 'show-managed-fields',
    type: 'boolean',
    defaultText: 'false',
    doc: 'Print metadata.managedFields too, in JSON and YAML.',
  },
  { name: 'template', type: 'string', defaultText: '', doc: 'The template, where -o does not hold it.' },
];

/** The printer that `-o` asks for; undefined for `` and `wide`, which print tables or lines. */
export async function objectPrinter(
  flags: ParsedFlags,
  host: KubectlHost,
  allowed: string = changeFormats,
): Promise<ObjectPrinter | undefined> {
  const format = flags.text('output');
  const equals = format.indexOf('=');
  const kind = equals < 0 ? format : format.slice(0, equals);
  const template = equals < 0 ? flags.text('template') : format.slice(equals + 1);
  if (kind === '' && template === '') return undefined;
  if (kind !== '' && !allowed.split(',').includes(kind)) {
    throw commandError(
      `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${allowed}`,
    );
  }
  const shown = flags.enabled('show-managed-fields') ? (object: KubernetesObject) => object : withoutManagedFields;
  const missingKeys =
    flags.given('allow-missing-template-keys') && !flags.enabled('allow-missing-template-keys') ? 'fail' : 'leave out';
  switch (kind) {
    case 'wide':
      return undefined;
    case 'yaml':
      return yamlPrinter(shown);
    case 'json':
      return { print: (object) => `${jsonText(shown(object))}\n` };
    case 'name':
      return { print: (object) => linesOf(itemsOf(object).map(nameOf)) };
    case 'jsonpath':
    case 'jsonpath-as-json':
    case 'jsonpath-file': {
      const text = await templateText(kind, template, host);
      return kind === 'jsonpath-as-json' ? jsonPathListPrinter(text) : jsonPathPrinter(text, missingKeys);
    }
    case 'custom-columns':
    case 'custom-columns-file': {
      const columns =
        kind === 'custom-columns' ? columnsFromText(template) : columnsFromFile(await readTextFile(host, template));
      const table = new CustomColumns(columns, flags.enabled('no-headers') ? 'without heads' : 'with heads');
      return { print: (object) => table.print(itemsOf(object)) };
    }
    default:
      return goTemplatePrinter(await templateText(kind || 'go-template', template, host));
  }
}

async function templateText(kind: string, template: string, host: KubectlHost): Promise<string> {
  if (template === '') throw commandError('template format specified but no template given');
  return kind.endsWith('file') ? readTextFile(host, template) : template;
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
  const { apiVersion = '', kind = '', metadata } = object;
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const info = findKind(apiVersion, kind) ?? { group, singular: kind.toLowerCase() };
  return resourceName(info, metadata?.name ?? '');
}

function yamlPrinter(shown: (object: KubernetesObject) => KubernetesObject): ObjectPrinter {
  let first = true;
  return {
    print: (object) => {
      const separator = first ? '' : '---\n';
      first = false;
      return separator + yamlText(shown(object));
    },
  };
}

function jsonPathPrinter(text: string, missingKeys: 'leave out' | 'fail'): ObjectPrinter {
  const template = readJsonPath(text);
  return {
    print: (object) => {
      const printed = printJsonPath(template, object, missingKeys);
      if (printed.problem === undefined) return printed.text;
      throw commandError(
        `error executing jsonpath ${JSON.stringify(text)}: Error executing template: ${printed.problem}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${text}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`,
      );
    },
  };
}

function jsonPathListPrinter(text: string): ObjectPrinter {
  const template = readJsonPath(text);
  return { print: (object) => `${jsonText(valuesAt(template, object))}\n` };
}

function readJsonPath(text: string): ReturnType<typeof parseJsonPath> {
  const template = parseJsonPath(text);
  if (template.problem === undefined) return template;
  throw commandError(`error parsing jsonpath ${text}, ${template.problem}`);
}

function goTemplatePrinter(text: string): ObjectPrinter {
  const named = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (failure) {
      if (failure instanceof TemplateProblem) throw commandError(`${what}: ${failure.message}`);
      throw failure;
    }
  };
  const template = named(`error parsing template ${text}, template: output:1`, () => readGoTemplate(text));
  return {
    print: (object) =>
      named(`error executing template ${JSON.stringify(text)}: template: output:1`, () =>
        printGoTemplate(template, object),
      ),
  };
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
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
