import { findKindByName } from '../../api/kinds.ts';
import { CommandError } from '../commandError.ts';
import { allNamespacesFlag, namespaceOf } from '../commonFlags.ts';
import { sendOrFail } from '../requests.ts';
import type { Verb } from '../verb.ts';
import { listRules } from './accessRules.ts';
import { whoami } from './whoami.ts';

const knownVerbs = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'impersonate',
  '*',
  'approve',
  'sign',
  'escalate',
  'attest',
];

const canI: Verb = {
  name: 'can-i',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Check whether an action is allowed',
  usage: 'auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  examples: [
    { comment: 'May I delete Pods here?', command: 'kubectl auth can-i delete pods' },
    { comment: 'What may I do here?', command: 'kubectl auth can-i --list' },
  ],
  flags: [
    allNamespacesFlag,
    { name: 'list', type: 'boolean', defaultText: 'false', doc: 'Everything that is allowed in the namespace.' },
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'With --list: leave out the head line.' },
    { name: 'quiet', short: 'q', type: 'boolean', defaultText: 'false', doc: 'Only the exit code.' },
    { name: 'subresource', type: 'string', defaultText: '', doc: 'A subresource such as log.' },
  ],
  async run(flags, host) {
    if (flags.enabled('list')) return listRules(flags, host);
    const [verb, resource, ...more] = flags.args;
    if (verb === undefined || resource === undefined || more.length > 0) {
      throw new CommandError(
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    }
    const [word = '', name] = resource.split('/');
    const info = resource.startsWith('/') ? undefined : findKindByName(word);
    if (!knownVerbs.includes(verb)) host.stderr(`Warning: verb '${verb}' is not a known verb\n\n`);
    if (!resource.startsWith('/') && !info && word !== '*') {
      const [plural = '', ...group] = word.split('.');
      const where = group.length === 0 ? '' : ` in group '${group.join('.')}'`;
      host.stderr(`Warning: the server doesn't have a resource type '${plural}'${where}\n\n`);
    }
    if (info && !info.namespaced && !flags.enabled('all-namespaces')) {
      const group = info.group === '' ? '' : ` in group '${info.group}'`;
      host.stderr(`Warning: resource '${info.plural}' is not namespace scoped${group}\n\n`);
    }
    const attributes = {
      ...(flags.enabled('all-namespaces') ? {} : { namespace: namespaceOf(flags, host) }),
      verb,
      group: info?.group ?? '',
      resource: info?.plural ?? word,
      ...(flags.text('subresource') !== '' && { subresource: flags.text('subresource') }),
      ...(name && { name }),
    };
    const review = (await sendOrFail(host, {
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      contentType: 'application/json',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: resource.startsWith('/')
          ? { nonResourceAttributes: { verb, path: resource } }
          : { resourceAttributes: attributes },
      },
    })) as { status?: { allowed?: boolean; reason?: string } };
    const allowed = review.status?.allowed ?? false;
    const reason = allowed || !review.status?.reason ? '' : ` - ${review.status.reason}`;
    if (!flags.enabled('quiet')) host.stdout(`${allowed ? 'yes' : 'no'}${reason}\n`);
    return allowed ? 0 : 1;
  },
};

/** `kubectl auth`: what one may do. */
export const auth: Verb = {
  name: 'auth',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Inspect authorization',
  usage: 'auth',
  examples: [],
  flags: [],
  failsAlone: true,
  verbs: [canI, whoami],
  run: async () => undefined,
};
