import type { KubernetesObject } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { joinErrors } from './changeReport.ts';
import { CommandError, commandError } from './commandError.ts';
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  filenameFlag,
  namespaceOf,
  outputFlag,
  recursiveFlag,
  selectorFlag,
  selectorQuery,
} from './commonFlags.ts';
import { dryRunOf, dryRunSuffix } from './fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { targetsFromFiles } from './manifestSource.ts';
import { objectPrinter } from './printObjects.ts';
import { getObject, listObjects, sendOrFail } from './requests.ts';
import { parseResources, type ResourceTarget, resourceName } from './resourceArguments.ts';

/** What `label` and `annotate` share: both change a map of the metadata. */
export interface MetadataEdit {
  readonly field: 'labels' | 'annotations';
  /** `label` or `annotation`. */
  readonly noun: string;
  /** What is said of the change that was made; `before` and `after` are the whole maps. */
  changedText(removed: boolean, added: boolean): string;
  readonly unchangedText: string;
  /** The error for keys that have a value already. */
  takenText(keys: readonly { readonly key: string; readonly value: string }[]): string;
}

export const metadataEditFlags: readonly FlagDeclaration[] = [
  { name: 'all', type: 'boolean', defaultText: 'false', doc: 'All objects of the kind in the namespace.' },
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  filenameFlag,
  { name: 'list', type: 'boolean', defaultText: 'false', doc: 'Print what the objects have.' },
  outputFlag('yaml, json or name'),
  { name: 'overwrite', type: 'boolean', defaultText: 'false', doc: 'Allow a value to be replaced.' },
  recursiveFlag,
  selectorFlag,
];

/** Runs `label` or `annotate`: `KEY=VALUE` sets, `KEY-` removes. */
export async function editMetadata(edit: MetadataEdit, flags: ParsedFlags, host: KubectlHost): Promise<undefined> {
  const isChange = (word: string) =>
    /^[^/=][^=]*=/.test(word) || (word.endsWith('-') && word.length > 1 && !word.startsWith('-'));
  const firstChange = flags.args.findIndex((word, index) => isChange(word) && (index > 0 || flags.given('filename')));
  const words = firstChange < 0 ? flags.args : flags.args.slice(0, firstChange);
  const changes = firstChange < 0 ? [] : flags.args.slice(firstChange);
  if (words.length === 0 && !flags.given('filename')) {
    throw commandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (changes.length === 0 && !flags.enabled('list'))
    throw commandError(`at least one ${edit.noun} update is required`);
  const { set, remove } = readChanges(changes, edit);

  const printer = await objectPrinter(flags, host);
  const dryRun = dryRunOf(flags);
  const errors: string[] = [];
  for (const target of await targetsOf(flags, host, words)) {
    try {
      const object = await getObject(host, target.info, target.namespace, target.name);
      const before = object.metadata[edit.field] ?? {};
      if (flags.enabled('list')) {
        host.stdout(
          Object.entries(before)
            .map(([key, value]) => `${key}=${value}\n`)
            .join(''),
        );
        continue;
      }
      const taken = [...set].flatMap(([key, value]) => {
        const old = before[key];
        return old !== undefined && old !== value && !flags.enabled('overwrite') ? [{ key, value: old }] : [];
      });
      if (taken.length > 0) throw commandError(edit.takenText(taken));
      const added = [...set].some(([key, value]) => before[key] !== value);
      const removed = remove.filter((key) => before[key] !== undefined);
      for (const key of remove) if (before[key] === undefined) host.stdout(`${edit.noun} "${key}" not found.\n`);
      let after: KubernetesObject = object;
      if ((added || removed.length > 0) && dryRun !== 'client') {
        const body = {
          metadata: {
            [edit.field]: { ...Object.fromEntries(set), ...Object.fromEntries(removed.map((key) => [key, null])) },
          },
        };
        after = (await sendOrFail(host, {
          method: 'PATCH',
          path: pathOf(target.info, target.namespace, target.name),
          query: {
            fieldManager: `kubectl-${edit.field === 'labels' ? 'label' : 'annotate'}`,
            ...(dryRun === 'server' && { dryRun: 'All' }),
          },
          contentType: 'application/merge-patch+json',
          body,
        })) as KubernetesObject;
      }
      const text = added || removed.length > 0 ? edit.changedText(removed.length > 0, added) : edit.unchangedText;
      if (printer) host.stdout(printer.print(after));
      else host.stdout(`${resourceName(target.info, target.name)} ${text}${dryRunSuffix(dryRun)}\n`);
    } catch (failure) {
      if (!(failure instanceof CommandError)) throw failure;
      errors.push(failure.message);
    }
  }
  if (errors.length > 0) throw new CommandError(joinErrors(errors));
  return undefined;
}

function readChanges(words: readonly string[], edit: MetadataEdit): { set: Map<string, string>; remove: string[] } {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) set.set(word.slice(0, equals), word.slice(equals + 1));
    else if (word.endsWith('-') && equals < 0) remove.push(word.slice(0, -1));
    else throw commandError(`unknown ${edit.noun} spec: ${word}`);
  }
  const both = remove.find((key) => set.has(key));
  if (both !== undefined) throw commandError(`cannot modify and remove the same ${edit.noun}`);
  return { set, remove };
}

async function targetsOf(flags: ParsedFlags, host: KubectlHost, words: readonly string[]) {
  if (flags.given('filename')) return targetsFromFiles(flags, host);
  const found: (ResourceTarget & { name: string; namespace: string })[] = [];
  const namespace = namespaceOf(flags, host);
  for (const { info, name } of parseResources('kubectl', words)) {
    if (name !== undefined) found.push({ info, name, namespace: info.namespaced ? namespace : '' });
    else {
      if (!flags.enabled('all') && flags.text('selector') === '' && flags.text('field-selector') === '') {
        throw commandError('resource(s) were provided, but no name was specified');
      }
      const where = flags.enabled('all-namespaces') ? undefined : namespace;
      const { items } = await listObjects(host, info, where, selectorQuery(flags, ['selector', 'field-selector']));
      for (const item of items)
        found.push({ info, name: item.metadata.name, namespace: item.metadata.namespace ?? '' });
    }
  }
  return found;
}
