import type { DnsRecord, DnsStatus } from './dns.ts';

/** Where one end of a connection is: an address, and who has it as far as the cluster knows. */
export interface TrafficParty {
  readonly ip: string;
  /** Missing for a client that has not got one yet. */
  readonly port?: number;
  /** The Node that it is on; missing outside of the cluster. */
  readonly node?: string;
  readonly pod?: { readonly namespace: string; readonly name: string };
  readonly container?: string;
  /** The program's name, such as `nginx`. */
  readonly process?: string;
}

/** One question of a resolver to one server. */
export interface LookupTry {
  /** The whole name, with what the search list added; without a dot at its end. */
  readonly name: string;
  readonly type: string;
  /** The server's address, as `/etc/resolv.conf` names it. */
  readonly server: string;
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  readonly tookMs: number;
  /** `NODATA`: the name exists without such a record. */
  readonly result: DnsStatus | 'NODATA' | 'TIMEOUT' | 'REFUSED_CONNECTION' | 'UNREACHABLE';
  readonly answers: readonly DnsRecord[];
  /** Who answered: behind the address of kube-dns, one of CoreDNS' Pods. */
  readonly answeredBy?: TrafficParty;
}

/** How a program's resolver came from a name to addresses. */
export interface LookupTrace {
  /** As the program gave it. */
  readonly name: string;
  /** What knew it: nothing where it was not found. */
  readonly source?: 'address' | 'hostsFile' | 'dns';
  /** In the order in which they were sent; none where nobody had to be asked. */
  readonly tries: readonly LookupTry[];
  readonly addresses: readonly string[];
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  readonly tookMs: number;
}

/** One address behind a port of a Service, as the proxy knew it. */
export interface TrafficEndpoint {
  readonly ip: string;
  readonly port: number;
  readonly node?: string;
  readonly pod?: { readonly namespace: string; readonly name: string };
  /** As the conditions of the EndpointSlice say; `terminating` still serves. */
  readonly state: 'ready' | 'notReady' | 'terminating';
  /** Whether this connection could have gone there. */
  readonly eligible: boolean;
}

/** How a Service's address was translated to an endpoint's. */
export interface ServiceHop {
  readonly namespace: string;
  readonly name: string;
  readonly port: { readonly name?: string; readonly port: number; readonly protocol: string };
  /** By which of the Service's addresses it was reached. */
  readonly by: 'clusterIP' | 'nodePort' | 'externalIP' | 'loadBalancerIP';
  readonly endpoints: readonly TrafficEndpoint[];
  /** Missing where there was none to choose. */
  readonly chosen?: TrafficEndpoint;
  /** Why this one: by lot, or because the same client had it before (`sessionAffinity`). */
  readonly choice?: 'random' | 'affinity';
}

/** Why a connection stopped, and where. */
export type TrafficStop =
  /** The Service has no endpoint that may take it: refused. */
  | 'noEndpoints'
  /** Its traffic policy is Local and the Node has no endpoint: dropped. */
  | 'noLocalEndpoints'
  /** The Service has this address and not this port: dropped. */
  | 'noSuchServicePort'
  /** Nobody has the address, such as that of a Pod that is gone. */
  | 'noSuchAddress'
  /** The address is there and nobody listens at the port: refused. */
  | 'nobodyListens'
  /** Somebody listens at the port, for connections from inside of the Pod alone (127.0.0.1): refused. */
  | 'listensOnLoopback'
  /** The process does not accept: its queue is full. */
  | 'queueFull'
  /** The Node is off the network. */
  | 'cutOff'
  /** The other end broke it off, as a process that is killed does. */
  | 'reset'
  /** The client had no more patience. */
  | 'gaveUp';

/** A connection's way. */
export interface ConnectionTrace {
  readonly protocol: 'TCP' | 'UDP';
  /** The address that the client asked for. */
  readonly asked: { readonly ip: string; readonly port: number };
  readonly service?: ServiceHop;
  /** The `hostPort` of a Pod by which it went. */
  readonly hostPort?: number;
  /** Where it arrived. */
  readonly server?: TrafficParty;
  /** The client's address as the server sees it: another one where it was translated on the way. */
  readonly seenFrom?: string;
  /** Missing while nothing has stopped it. */
  readonly stop?: TrafficStop;
  /** Linux' name of the error that the client got. */
  readonly error?: string;
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  /** Until it stood or had failed. */
  readonly tookMs?: number;
}

/** A request over HTTP and its answer. */
export interface HttpTrace {
  readonly method: string;
  readonly target: string;
  /** The Host header. */
  readonly host?: string;
  /** Missing while there is no answer, and where none came. */
  readonly status?: number;
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  readonly tookMs?: number;
  /** Linux' name of the error, or what was wrong with the message. */
  readonly error?: string;
}

/**
 * One request explained: who wanted what; the name's look-up; the connection through a Service to a Pod, a container and a process;
 * what was asked and answered; or where and why it stopped. Only what there was is there: a look-up alone has no connection.
 */
export interface RequestTrace {
  /** Counts up from 1 over the cluster's life. */
  readonly id: number;
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  readonly client: TrafficParty;
  readonly lookup?: LookupTrace;
  readonly connection?: ConnectionTrace;
  /** Several over one connection where it is kept (keep-alive). */
  readonly http: readonly HttpTrace[];
}

/** Which requests are asked for; all that are still remembered where nothing is said. */
export interface TrafficQuery {
  /** Only those after this id. */
  readonly after?: number;
  /** Only those that begin or end at this Pod. */
  readonly pod?: { readonly namespace: string; readonly name: string };
  /** Only those that went through this Service. */
  readonly service?: { readonly namespace: string; readonly name: string };
}
