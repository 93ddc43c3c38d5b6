import type { Event } from '../../api/generated/objects.ts';
import { servedKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { allNamespacesFlag, namespaceOf, outputFlag } from '../commonFlags.ts';
import { lastSeenText, sortedEvents } from '../eventText.ts';
import { listOf, objectPrinter } from '../printObjects.ts';
import { follow, interruptedError, listObjects } from '../requests.ts';
import { parseResources } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';

/** `kubectl events`: what happened, in the order in which it was last seen. */
export const events: Verb = {
  name: 'events',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'List events',
  usage: 'events [(-o|--output=)json|yaml|name] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  examples: [
    { comment: 'What happened to one Pod', command: 'kubectl events --for pod/web' },
    { comment: 'Warnings only', command: 'kubectl events --types=Warning' },
  ],
  flags: [
    allNamespacesFlag,
    { name: 'for', type: 'string', defaultText: '', doc: 'Only Events about this object (pod/web).' },
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
    outputFlag('yaml, json or name'),
    { name: 'types', type: 'list', defaultText: '[]', doc: 'Only Events of these types: Normal, Warning.' },
    {
      name: 'watch',
      short: 'w',
      type: 'boolean',
      defaultText: 'false',
      doc: 'After listing, print new Events as they come.',
    },
  ],
  async run(flags, host) {
    const info = servedKind('events');
    const all = flags.enabled('all-namespaces');
    const namespace = namespaceOf(flags, host);
    const types = flags.texts('types').map((type) => type.toLowerCase());
    for (const type of types) {
      if (type !== 'normal' && type !== 'warning') throw commandError('valid --types are Normal or Warning');
    }
    const subject = flags.text('for') === '' ? undefined : parseResources('kubectl', [flags.text('for')])[0];
    if (flags.text('for') !== '' && !flags.text('for').includes('/'))
      throw commandError('--for must be in resource/name form');
    const wanted = (event: Event) =>
      (types.length === 0 || types.includes((event.type ?? '').toLowerCase())) &&
      (!subject || (event.involvedObject?.kind === subject.info.kind && event.involvedObject?.name === subject.name));

    const { items, resourceVersion } = await listObjects<Event>(host, info, all ? undefined : namespace);
    const found = sortedEvents(items.filter(wanted));
    const printer = await objectPrinter(flags, host);
    const columns = new TableColumns();
    const row = (event: Event) => [
      ...(all ? [event.metadata?.namespace ?? ''] : []),
      lastSeenText(event, host.nowMs()),
      event.type ?? '',
      event.reason ?? '',
      `${event.involvedObject?.kind ?? ''}/${event.involvedObject?.name ?? ''}`,
      (event.message ?? '').trim(),
    ];
    const head = [...(all ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
    let headPrinted = flags.enabled('no-headers');
    const print = (some: readonly Event[]) => {
      if (some.length === 0) return;
      host.stdout(columns.print([...(headPrinted ? [] : [head]), ...some.map(row)]));
      headPrinted = true;
    };
    if (printer) host.stdout(printer.print(listOf(found)));
    else if (found.length > 0) print(found);
    else if (!flags.enabled('watch')) {
      host.stderr(all ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
    }
    if (!flags.enabled('watch')) return undefined;
    const end = await follow(
      host,
      { method: 'GET', path: pathOf(info, all ? undefined : namespace), query: { watch: 'true', resourceVersion } },
      {
        onEvent: ({ type, object }) => {
          if (type === 'ERROR') return 'stop';
          const event = object as Event;
          if ((type !== 'ADDED' && type !== 'MODIFIED') || !wanted(event)) return undefined;
          if (printer) host.stdout(printer.print(event));
          else print([event]);
          return undefined;
        },
      },
    );
    if (end.interrupted) throw interruptedError();
    return undefined;
  },
};
