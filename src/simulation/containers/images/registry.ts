import { type CatalogueImage, hasTag, imageCatalogue } from '../../../api/imageCatalogue.ts';
import type { Image } from '../image.ts';
import { type ImageReference, parseImageReference } from '../imageReference.ts';
import type { PullAnswer } from '../runtime.ts';
import { alpine } from './alpine.ts';
import { busybox } from './busybox.ts';
import { genericServer } from './genericServer.ts';
import { nginx } from './nginx.ts';
import { pauseImage } from './pause.ts';

/** A new image: its file, its line here, its line in the catalogue. */
const images: ReadonlyMap<string, Image> = new Map([
  ['docker.io/library/busybox', busybox],
  ['docker.io/library/alpine', alpine],
  ['docker.io/library/nginx', nginx],
  ['registry.k8s.io/pause', pauseImage],
]);

/** Official images of Docker Hub that exist but have no behaviour of their own here yet. */
const otherOfficialImages: ReadonlySet<string> = new Set(
  (
    'adminer amazoncorretto archlinux bash buildpack-deps caddy cassandra chronograf clojure composer consul couchbase ' +
    'couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin elasticsearch elixir erlang fedora flink ' +
    'fluentd gcc ghost golang gradle groovy haproxy haskell hello-world httpd influxdb joomla jruby julia kapacitor ' +
    'kibana kong logstash mageia mariadb matomo maven mediawiki memcached mongo mongo-express mysql nats neo4j nextcloud ' +
    'node odoo openjdk oraclelinux percona perl php photon phpmyadmin plone postgres pypy python rabbitmq r-base redis ' +
    'redmine registry rockylinux ruby rust sonarqube solr spark swift telegraf tomcat traefik ubuntu vault varnish ' +
    'wordpress zookeeper'
  ).split(' '),
);

/** What tags of images outside of the catalogue look like when they exist: a version, perhaps with a variant. */
const plausibleTag =
  /^(latest|stable|main|master|edge|lts|current|slim|alpine|v?\d+(\.\d+)*([-.][a-z0-9.]+)*|[a-z]+-\d[\w.-]*|[0-9a-f]{7,40})$/;
/** Names by which examples say that an image is not there. */
const admitsToBeMissing = /non-?exist|does-?not-?exist|no-?such|missing|invalid|typo|wrong/;

/** A Node's line to the registry, bytes per second: about 200 Mbit/s, an assumption. */
const pullBytesPerSecond = 25_000_000;
/** Asking the registry for the manifest and unpacking, milliseconds: an assumption of the usual order. */
const pullOverheadMs = 700;
/** How long the registry takes to say no, milliseconds. */
const refusalMs = 900;
/** Download size of an image that the catalogue does not know. */
const unknownImageBytes = 60 * 1024 * 1024;

/** What runs in a container of that image: nothing where there is no such image. */
export function imageOf(reference: string): Image | undefined {
  const parsed = parseImageReference(reference);
  if (!parsed || refusalOf(parsed) !== undefined) return undefined;
  return images.get(nameOf(parsed)) ?? genericServer;
}

/** What the registry answers to a pull, with containerd's words. */
export function resolveImage(reference: string): PullAnswer {
  const parsed = parseImageReference(reference);
  if (!parsed) {
    const message = `failed to parse image reference "${reference}": invalid reference format`;
    return { found: false, message, afterMs: 0 };
  }
  const refusal = refusalOf(parsed);
  if (refusal !== undefined) return { found: false, message: refusal, afterMs: refusalMs };
  const sizeBytes = Math.round(catalogueEntryOf(parsed)?.sizeBytes ?? unknownImageBytes);
  const pullMs = pullOverheadMs + Math.round((sizeBytes / pullBytesPerSecond) * 1000);
  const digest = parsed.digest ?? `sha256:${digestOf(nameOf(parsed) + (parsed.tag ?? ''))}`;
  return { found: true, imageId: `${nameOf(parsed)}@${digest}`, sizeBytes, pullMs };
}

function nameOf(reference: ImageReference): string {
  return `${reference.registry}/${reference.repository}`;
}

function catalogueEntryOf(reference: ImageReference): CatalogueImage | undefined {
  const name = nameOf(reference);
  return imageCatalogue.find((image) => name === image.name || name === `docker.io/library/${image.name}`);
}

function refusalOf(reference: ImageReference): string | undefined {
  const { full, registry, repository, tag } = reference;
  const prefix = `failed to pull and unpack image "${full}": `;
  const official = registry === 'docker.io' && repository.startsWith('library/');
  const entry = catalogueEntryOf(reference);
  const exists = entry
    ? true
    : official
      ? otherOfficialImages.has(repository.slice('library/'.length))
      : !admitsToBeMissing.test(repository) && registry !== 'localhost';
  if (!exists) {
    const why =
      registry === 'docker.io'
        ? 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
        : 'not found';
    const resolving = `failed to resolve reference "${full}": `;
    return registry === 'docker.io' ? prefix + resolving + why : `${prefix}${resolving}${full}: ${why}`;
  }
  const tagExists =
    tag === undefined || (entry ? hasTag(entry, tag) : plausibleTag.test(tag) && !admitsToBeMissing.test(tag));
  return tagExists ? undefined : `${prefix}failed to resolve reference "${full}": ${full}: not found`;
}

/** A digest that is the same for the same name: 64 hexadecimal digits, not a checksum of anything. */
function digestOf(text: string): string {
  let digest = '';
  for (let part = 0; part < 8; part++) {
    let hash = 0x811c9dc5 ^ part;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 12;
    digest += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return digest;
}
