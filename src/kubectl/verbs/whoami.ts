import type { SelfSubjectReview } from '../../api/generated/objects.ts';
import { TableColumns } from '../columns.ts';
import { outputFlag } from '../commonFlags.ts';
import { objectPrinter, printFlags } from '../printObjects.ts';
import { sendOrFail } from '../requests.ts';
import type { Verb } from '../verb.ts';

/** `kubectl auth whoami`: as whom the server sees the user. */
export const whoami: Verb = {
  name: 'whoami',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Experimental: Check self subject attributes',
  usage: 'auth whoami',
  examples: [{ comment: 'Who am I to the server?', command: 'kubectl auth whoami' }],
  flags: [outputFlag('json, yaml, go-template or jsonpath'), ...printFlags],
  async run(flags, host) {
    const printer = await objectPrinter(flags, host);
    const apiVersion = 'authentication.k8s.io/v1';
    const review = (await sendOrFail(host, {
      method: 'POST',
      path: `/apis/${apiVersion}/selfsubjectreviews`,
      contentType: 'application/json',
      body: { apiVersion, kind: 'SelfSubjectReview', metadata: {} },
    })) as SelfSubjectReview;
    if (printer) {
      host.stdout(printer.print(review));
      return undefined;
    }
    const { username = '', uid = '', groups = [], extra = {} } = review.status?.userInfo ?? {};
    const rows = [
      ['ATTRIBUTE', 'VALUE'],
      ['Username', username],
      ...(uid === '' ? [] : [['UID', uid]]),
      ...(groups.length === 0 ? [] : [['Groups', goList(groups)]]),
      ...Object.entries(extra)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, values]) => [`Extra: ${key}`, goList(values)]),
    ];
    host.stdout(new TableColumns().print(rows));
    return undefined;
  },
};

function goList(words: readonly string[]): string {
  return `[${words.join(' ')}]`;
}
