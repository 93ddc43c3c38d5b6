import { type CatalogueImage, hasTag, versionOf } from '../../api/catalogue/catalogueImage.ts';
import { imageCatalogue } from '../../api/imageCatalogue.ts';
import { code, escaped } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { listing } from '../words/listing.ts';
import type { HoverSubject } from './subject.ts';

const mib = 1024 * 1024;

/** What an image's name leaves out, when it is pulled, and what it is in the built-in cluster. */
export const image: HoverSubject = ({ document, path, ownerType, field }) => {
  if (field.name !== 'image' || (ownerType !== 'Container' && ownerType !== 'EphemeralContainer')) return undefined;
  const name = textAt(document.value, path);
  const match = /^(?:([\w.-]+(?::\d+)?)\/)?([\w./-]+?)(?::([\w.-]+))?(?:@(\w+:[0-9a-fA-F]+))?$/.exec(name ?? '');
  if (!match) return undefined;
  const [, first, rest = '', tag, digest] = match;
  const isRegistry = first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  const registry = isRegistry ? first : 'docker.io';
  const repository = isRegistry ? rest : first !== undefined ? `${first}/${rest}` : `library/${rest}`;
  const version = digest ? `digest ${code(digest)}` : tag ? `tag ${code(tag)}` : 'no tag, so `latest`';
  const always = !digest && (tag === undefined || tag === 'latest');
  const policy = always ? 'Always (`latest` may change)' : 'IfNotPresent';
  const full = `Registry ${code(registry)}, repository ${code(repository)}, ${version}. If \`imagePullPolicy\` is left out it is ${policy}.`;
  const entry = byRepository.get(`${registry}/${repository}`);
  return entry ? `${full}\n\n${catalogueText(entry, digest ? undefined : (tag ?? 'latest'))}` : full;
};

/** The images of the catalogue by their whole names: `docker.io/library/nginx`. */
const byRepository = new Map(
  imageCatalogue.map((entry) => {
    const [first = '', ...rest] = entry.name.split('/');
    if (rest.length === 0) return [`docker.io/library/${entry.name}`, entry];
    return [/[.:]/.test(first) ? entry.name : `docker.io/${entry.name}`, entry];
  }),
);

function catalogueText(entry: CatalogueImage, tag: string | undefined): string {
  const { summary, ports, sizeBytes } = entry;
  const size = sizeBytes >= mib ? `, about ${Math.round(sizeBytes / mib)} MiB to pull` : '';
  const listens = ports.length > 0 ? `, listens on ${listing(ports.map((port) => `\`${port}\``))}` : '';
  const here = `In the built-in cluster: ${escaped(summary)}${listens}${size}.`;
  if (tag === undefined) return here;
  if (!hasTag(entry, tag)) return `${here} **It has no tag ${code(tag)}:** the Pod waits with \`ImagePullBackOff\`.`;
  const exact = versionOf(entry, tag);
  return exact !== '' && exact !== tag ? `${here} ${code(tag)} is version ${code(exact)} there.` : here;
}
