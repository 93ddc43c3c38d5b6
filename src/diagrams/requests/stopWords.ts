import type { ConnectionTrace, RequestTrace, TrafficStop } from '../../api/traffic.ts';
import { textOf } from '../looseValues.ts';
import { servicePortText, serviceText, socketText } from './trafficWords.ts';

/** Why something stopped: a few words for a picture, a sentence, and what to look at next. */
export interface StopWords {
  readonly short: string;
  readonly why: string;
  readonly next: readonly string[];
}

/** Who a stop is explained to. */
interface Stopped {
  readonly trace: RequestTrace;
  readonly connection: ConnectionTrace;
}

/** Why a connection stopped. */
export function stopWords(stop: TrafficStop, trace: RequestTrace, connection: ConnectionTrace): StopWords {
  return words[stop]({ trace, connection });
}

const words: Readonly<Record<TrafficStop, (stopped: Stopped) => StopWords>> = {
  noEndpoints: (stopped) => ({
    short: 'refused: no endpoint',
    why: `${nameOf(stopped)} had no endpoint that takes connections: it selects no Pod, or none of its Pods is ready.`,
    next: [
      `See what is behind it: kubectl get endpointslices ${flags(stopped)}`,
      'Compare its selector with the labels of the Pods, and look whether these are ready. The Service’s diagram shows both.',
    ],
  }),
  noLocalEndpoints: (stopped) => ({
    short: 'dropped: no endpoint on this Node',
    why: `${nameOf(stopped)} may choose only endpoints on the Node where the connection arrived (traffic policy Local), and there was none. Nobody answers: the client waits until it has had enough.`,
    next: [
      `See on which Nodes its Pods are: kubectl get endpointslices ${flags(stopped)} -o yaml, field nodeName`,
      'Either a Pod has to run on each Node that is asked, or the policy has to be Cluster.',
    ],
  }),
  noSuchServicePort: ({ trace, connection }) => ({
    short: `dropped: no port ${connection.asked.port}`,
    why: `The address is a Service’s, but it has no port ${connection.asked.port}. Nobody answers: the client waits until it has had enough.`,
    next: [
      `See its ports: kubectl get service ${connection.service ? `${textOf(connection.service.name)} -n ${textOf(connection.service.namespace)}` : '--all-namespaces'}`,
      `A client asks for the Service’s port, not for the container’s (targetPort).${trace.http.length > 0 ? ' It is the number in the URL; without one http means 80.' : ''}`,
    ],
  }),
  noSuchAddress: ({ connection }) => ({
    short: 'nobody has this address',
    why: `Nobody had the address ${textOf(connection.asked.ip)}. A Pod takes its address with it when it goes; the next one has another.`,
    next: [
      'See the addresses of today: kubectl get pods --all-namespaces -o wide',
      'Ask for a Service by its name instead: it stays while Pods come and go.',
    ],
  }),
  nobodyListens: (stopped) => ({
    short: `refused: nobody listens at ${portThere(stopped.connection)}`,
    why: `The packets arrived, but no process listened at port ${portThere(stopped.connection)} there.`,
    next: [
      ...targetPortAdvice(stopped),
      'See where the process listens: its log often says so, and `ss -tln` or `netstat -tln` in the container do.',
      'A containerPort in the manifest opens nothing: it only says what the process does by itself.',
    ],
  }),
  listensOnLoopback: ({ connection }) => ({
    short: 'refused: listens for its own Pod alone',
    why: `A process listened at port ${portThere(connection)}, but at 127.0.0.1 only: that is reached from the containers of its own Pod, and from nowhere else.`,
    next: [
      'Have it listen at all addresses (0.0.0.0 or ::); most servers have an option for that, such as --bind or --host.',
    ],
  }),
  queueFull: ({ connection }) => ({
    short: 'no answer: its queue is full',
    why: `A process listened at port ${portThere(connection)} but did not take new connections: those before were still waiting.`,
    next: [
      'See whether it hangs or has too much to do: kubectl logs, kubectl top pod',
      'A readiness probe takes such a Pod out of the Service; more replicas share the work.',
    ],
  }),
  cutOff: () => ({
    short: 'no answer: the Node is off the network',
    why: 'The Node of one of the two was off the network: packets were lost on the way.',
    next: [
      'See which Nodes are ready: kubectl get nodes',
      'Pods of a lost Node are replaced elsewhere after some minutes.',
    ],
  }),
  reset: () => ({
    short: 'broken off by the other end',
    why: 'The other end broke the connection off, as happens when its process ends or is killed.',
    next: [
      'See whether a container ended or a Pod was deleted just then: kubectl get pods, kubectl get events, kubectl logs --previous',
      'Where that was a rollout: a preStop hook that waits some seconds lets the Service forget the Pod first.',
    ],
  }),
  gaveUp: ({ connection }) => ({
    short: 'the client gave up',
    why: `The client had no more patience before ${connection.server ? 'the answer was there' : 'the connection stood'}.`,
    next: [
      ...(connection.server
        ? ['The connection stood: the process takes long to answer. See what it does: kubectl logs']
        : [
            `See who has the address ${textOf(connection.asked.ip)}, and with which ports: kubectl get services,pods --all-namespaces -o wide`,
            'What waits for a connection is most often dropped on the way: a Service’s address has no other ports than the Service.',
          ]),
      'See the client’s own time limit, such as curl --max-time or wget -T.',
    ],
  }),
};

function nameOf({ trace, connection }: Stopped): string {
  return connection.service ? serviceText(connection.service, trace.client) : 'The Service';
}

/** The flags with which kubectl finds the EndpointSlices. */
function flags({ connection: { service } }: Stopped): string {
  if (!service) return '--all-namespaces';
  return `-n ${textOf(service.namespace)} -l kubernetes.io/service-name=${textOf(service.name)}`;
}

function portThere({ service, asked, server }: ConnectionTrace): number {
  return server?.port ?? service?.chosen?.port ?? asked.port;
}

function targetPortAdvice({ connection }: Stopped): string[] {
  const { service } = connection;
  if (!service?.chosen) return [];
  const way = `${servicePortText(service.port)} leads to ${socketText(service.chosen)}`;
  return [`Compare the Service’s targetPort with the port of the process: ${way}.`];
}
