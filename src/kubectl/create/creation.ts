import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { changeReport } from '../changeReport.ts';
import { commandError, usageError } from '../commandError.ts';
import { dryRunFlag, namespaceOf, outputFlag, validateFlag } from '../commonFlags.ts';
import { dryRunOf, fieldValidation } from '../fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { withLastApplied } from '../lastApplied.ts';
import { printFlags } from '../printObjects.ts';
import { send } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import { refusalError } from '../statusText.ts';
import type { Verb } from '../verb.ts';

/** What `kubectl create KIND NAME` needs to know of one kind. */
export interface Creation {
  /** The word after `create`, and others for the same. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** What stands after NAME in the last lines of `--help`. */
  readonly usage: string;
  readonly examples: Verb['examples'];
  readonly flags: readonly FlagDeclaration[];
  /** The kind as a person names it. */
  readonly kind: string;
  /** The words before the server's message where it refuses; without them the refusal stands alone. */
  readonly failure?: string;
  /** `create service` stands before the name. */
  readonly parent?: string;
  /** The object without kind and namespace. */
  build(name: string, flags: ParsedFlags, host: KubectlHost): object | Promise<object>;
}

export const createFlags: readonly FlagDeclaration[] = [
  dryRunFlag,
  {
    name: 'field-manager',
    type: 'string',
    defaultText: 'kubectl-create',
    doc: 'The name under which the fields are recorded.',
  },
  outputFlag('json, yaml, name, go-template or jsonpath'),
  ...printFlags,
  {
    name: 'save-config',
    type: 'boolean',
    defaultText: 'false',
    doc: 'Keep the object in an annotation for a later apply.',
  },
  validateFlag,
];

/** The verb that makes one object of a kind from flags. */
export function creationVerb(creation: Creation): Verb {
  const command = ['create', creation.parent, creation.name].filter((word) => word !== undefined).join(' ');
  return {
    name: creation.name,
    ...(creation.aliases && { aliases: creation.aliases }),
    group: 'Basic Commands (Beginner)',
    summary: creation.summary,
    usage: `${command} NAME ${creation.usage}`.trim(),
    examples: creation.examples,
    flags: [...creation.flags, ...createFlags],
    async run(flags, host) {
      const names = flags.dashAt === undefined ? flags.args : flags.args.slice(0, flags.dashAt);
      const [name, ...more] = names;
      if (name === undefined || (more.length > 0 && flags.dashAt === undefined)) {
        throw usageError(command, `exactly one NAME is required, got ${names.length}`);
      }
      const info = kindNamed(creation.kind);
      const built = await creation.build(name, flags, host);
      await createBuilt(flags, host, info, built as KubernetesObject, creation.failure);
      return undefined;
    },
  };
}

/** Sends an object that was made from flags, or in a rehearsal only shows it. */
export async function createBuilt(
  flags: ParsedFlags,
  host: KubectlHost,
  info: KindInfo,
  built: KubernetesObject,
  failure?: string,
  operation = 'created',
): Promise<KubernetesObject> {
  const report = await changeReport(flags, host);
  const dryRun = dryRunOf(flags);
  const apiVersion = info.group === '' ? info.version : `${info.group}/${info.version}`;
  const namespace = info.namespaced ? namespaceOf(flags, host) : '';
  const placed = info.namespaced && flags.given('namespace') ? { namespace } : {};
  let object: KubernetesObject = { apiVersion, kind: info.kind, ...built, metadata: { ...built.metadata, ...placed } };
  if (flags.enabled('save-config')) object = withLastApplied(object);
  if (dryRun !== 'client') {
    const response = await send(host, {
      method: 'POST',
      path: pathOf(info, namespace),
      query: {
        fieldManager: flags.text('field-manager'),
        fieldValidation: fieldValidation(flags),
        ...(dryRun === 'server' && { dryRun: 'All' }),
      },
      contentType: 'application/json',
      body: object,
    });
    const refusal = refusalOf(response);
    if (refusal && failure !== undefined) throw commandError(`${failure}${refusal.message ?? ''}`);
    if (refusal) throw refusalError(refusal);
    object = response.body as KubernetesObject;
  }
  report(info, object, operation);
  return object;
}

/** The command behind `--`, where there is one. */
export function commandWords(flags: ParsedFlags): readonly string[] {
  return flags.dashAt === undefined ? flags.args.slice(1) : flags.args.slice(flags.dashAt);
}
