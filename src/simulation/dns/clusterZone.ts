import type { DnsAnswer, DnsQuestion, DnsRecord, DnsStatus } from '../../api/dns.ts';
import type { KubernetesZone, ZoneFinding, ZoneSettings } from '../../api/dnsZone.ts';
import { defaultServerLabels, nameServers } from './nameServers.ts';
import { findTargets, type Place, type Target, type Targets } from './targets.ts';
import {
  addressRecord,
  aliasRecord,
  nameServerRecords,
  namesOfAddress,
  type Records,
  serviceRecords,
} from './zoneAnswers.ts';
import type { ZoneIndex } from './zoneIndex.ts';
import { inZone, isWithin } from './zoneName.ts';
import { readZoneQuestion } from './zoneQuestion.ts';

/** The version of the specification that is served (https://github.com/kubernetes/dns/blob/master/docs/specification.md). */
const schemaVersion = '1.1.0';
const schemaVersionTtlS = 28_800;
/** That a name is missing is not remembered for longer, seconds. */
const maxSoaTtlS = 300;
/** An alias that leads to another and so on within the zone is followed so far. */
const maxAliases = 8;

/** A question with its name and its zone in lower case. */
interface Asked {
  readonly question: DnsQuestion;
  readonly name: string;
  readonly zone: string;
}

/** The records of a question, or that its name does not exist; `leadsTo` as in `ZoneFinding`. */
type Found = (Records & { readonly leadsTo?: string }) | 'missing';

const nothing: Records = { answers: [], additional: [] };

/**
 * The cluster's zone as CoreDNS' plugin `kubernetes` serves it (https://coredns.io/plugins/kubernetes/,
 * https://github.com/kubernetes/dns/blob/master/docs/specification.md). An answer costs what its Service has of endpoints, however
 * large the cluster is.
 */
export class ClusterZone implements KubernetesZone {
  readonly #index: ZoneIndex;
  readonly #settings: ZoneSettings;
  /** The longest first: of two that hold a name it is the nearer one. */
  readonly #zones: readonly string[];
  readonly #primaryZone: string;

  constructor(index: ZoneIndex, settings: ZoneSettings) {
    this.#index = index;
    this.#settings = settings;
    this.#zones = [...settings.zones].sort((a, b) => b.length - a.length);
    this.#primaryZone = settings.zones.find((zone) => !isReverse(zone)) ?? '.';
    index.watch(settings.pods === 'verified' ? 'namesAndPods' : 'names');
  }

  get isSynced(): boolean {
    return this.#index.isSynced;
  }

  find(question: DnsQuestion): ZoneFinding | undefined {
    const name = question.name.toLowerCase();
    const zone = this.#zones.find((each) => isWithin(name, each));
    if (zone === undefined) return undefined;
    // As the question wrote it.
    const shown = zone === '.' ? zone : question.name.slice(-zone.length);
    const place: Place = { index: this.#index, settings: this.#settings, zone: shown };
    if (question.type === 'AXFR' || question.type === 'IXFR') return { answer: answerOf('REFUSED'), isMissing: false };
    const found = this.#records(place, { question, name, zone });
    if (found === 'missing') {
      const status = this.isSynced ? 'NXDOMAIN' : 'SERVFAIL';
      return { answer: this.#withoutRecords(status, shown), isMissing: true };
    }
    if (found.answers.length === 0) return { answer: this.#withoutRecords('NOERROR', shown), isMissing: false };
    const { answers, additional, leadsTo } = found;
    const answer: DnsAnswer = { status: 'NOERROR', authoritative: true, answers, authority: [], additional };
    return { answer, isMissing: false, ...(leadsTo !== undefined && { leadsTo }) };
  }

  #records(place: Place, asked: Asked): Found {
    const { question, name, zone } = asked;
    const { ttlS: ttl } = this.#settings;
    switch (question.type) {
      case 'A':
      case 'AAAA':
        return this.#addresses(place, asked, []);
      case 'TXT':
        // Whatever else the name is: that it has no texts is all that is said.
        return name === inZone('dns-version', zone)
          ? only([{ name: question.name, ttl: schemaVersionTtlS, type: 'TXT', texts: [schemaVersion] }])
          : nothing;
      case 'SOA':
        return name === zone ? only([this.#soa(place.zone)]) : nothing;
      case 'NS':
        return name === zone ? nameServerRecords(place, question) : this.#existence(place, asked);
      case 'CNAME':
        return only(aliasRecord(question, this.#targets(place, asked), ttl));
      case 'PTR': {
        const names = namesOfAddress(place, question, this.#primaryZone);
        return names === 'notReverse' ? this.#existence(place, asked) : only(names);
      }
      case 'SRV': {
        const targets = this.#targets(place, asked);
        return targets === 'missing' || targets.length === 0
          ? without(targets)
          : serviceRecords(question, targets, ttl);
      }
      default:
        return this.#existence(place, asked);
    }
  }

  /** No record, where the name exists. */
  #existence(place: Place, asked: Asked): Found {
    return without(this.#targets(place, asked));
  }

  #targets(place: Place, { question, name, zone }: Asked): Targets {
    if (name === inZone(defaultServerLabels, zone)) {
      return nameServers(place)
        .filter(({ address }) => address.type === question.type)
        .map(({ address }): Target => ({ to: address, port: -1, name: question.name }));
    }
    return findTargets(place, readZoneQuestion(name, zone));
  }

  /** Addresses; an alias within the zone is followed, one that leads out of it is left to the server. */
  #addresses(place: Place, asked: Asked, aliases: readonly string[]): Found {
    const targets = this.#targets(place, asked);
    if (targets === 'missing') return 'missing';
    const { question, name, zone } = asked;
    const { ttlS: ttl } = this.#settings;
    const alias = targets[0]?.to;
    if (alias?.type !== 'CNAME') {
      const addresses = new Map<string, DnsRecord>();
      for (const { to } of targets) {
        if (to.type !== 'CNAME' && to.type === question.type)
          addresses.set(to.text, addressRecord(question.name, to, ttl));
      }
      return only([...addresses.values()]);
    }
    const next = alias.text.toLowerCase();
    if (next === name || aliases.includes(next) || aliases.length >= maxAliases) return nothing;
    const record: DnsRecord = { name: question.name, ttl, type: 'CNAME', target: alias.text };
    if (!isWithin(next, zone)) return { answers: [record], additional: [], leadsTo: alias.text };
    const followed = this.#addresses(place, { question: { ...question, name: alias.text }, name: next, zone }, [
      ...aliases,
      name,
    ]);
    if (followed === 'missing' || followed.answers.length === 0) return nothing;
    return { ...followed, answers: [record, ...followed.answers] };
  }

  #withoutRecords(status: DnsStatus, zone: string): DnsAnswer {
    return { ...answerOf(status), authoritative: true, authority: [this.#soa(zone)] };
  }

  #soa(zone: string): DnsRecord {
    const { ttlS } = this.#settings;
    return {
      name: zone,
      ttl: Math.min(maxSoaTtlS, ttlS),
      type: 'SOA',
      primary: inZone(defaultServerLabels, zone),
      mailbox: inZone('hostmaster', zone),
      serial: this.#index.serial,
      refresh: 7_200,
      retry: 1_800,
      expire: 86_400,
      minimum: ttlS,
    };
  }
}

function answerOf(status: DnsStatus): DnsAnswer {
  return { status, authoritative: false, answers: [], authority: [], additional: [] };
}

function only(answers: readonly DnsRecord[] | 'missing'): Found {
  return answers === 'missing' ? 'missing' : { answers, additional: [] };
}

function without(targets: Targets): Found {
  return targets === 'missing' ? 'missing' : nothing;
}

function isReverse(zone: string): boolean {
  return /(^|\.)(in-addr|ip6)\.arpa$/.test(zone);
}
