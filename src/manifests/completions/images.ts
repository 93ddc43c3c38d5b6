import type { CatalogueImage } from '../../api/catalogue/catalogueImage.ts';
import { imageCatalogue } from '../../api/imageCatalogue.ts';
import { escaped } from '../markdown.ts';
import { listing } from '../words/listing.ts';
import { catalogueImageOf } from './catalogueImageOf.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** Images that the simulated registry has: one line each, and behind the colon all their tags. */
export const images: Suggester = ({ place, name }) => {
  if (place.part !== 'value' || !/^(Container|EphemeralContainer)\.image$/.test(name)) return [];
  const named = place.word.includes(':') ? catalogueImageOf(place.word.replace(/:.*$/, '')) : undefined;
  if (named) return tagsOf(named).map((tag) => tagOf(named, tag));
  return imageCatalogue.map((image) => tagOf(image, newestOf(image)));
};

/** All tags, exact versions before names that move on, and the variants of the newest. */
function tagsOf(image: CatalogueImage): string[] {
  const { tags, variants } = image;
  const newest = newestOf(image);
  const others = tags.filter((tag) => tag !== newest);
  const ofNewest = variants.map((variant) => `${newest}-${variant}`);
  return [newest, ...others.filter(isVersion), ...ofNewest, ...others.filter((tag) => !isVersion(tag)), ...variants];
}

/** An exact version is the best advice: what runs today runs tomorrow. */
function newestOf({ tags }: CatalogueImage): string {
  const versions = tags.filter(isVersion).toSorted((a, b) => compareVersions(b, a));
  return versions[0] ?? tags.find((tag) => /\d/.test(tag)) ?? tags[0] ?? 'latest';
}

function isVersion(tag: string): boolean {
  return /^v?\d+(\.\d+)*$/.test(tag);
}

/** By their numbers; of two with one beginning the more exact is the greater. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((tag) => tag.replace(/^v/, '').split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function tagOf(image: CatalogueImage, tag: string): Suggestion {
  const { name, summary, ports, sizeBytes } = image;
  const size = `${Math.max(1, Math.round(sizeBytes / 1024 / 1024))} MiB`;
  const listens = ports.length > 0 ? ` It listens on port ${listing(ports.map(String))}.` : '';
  const documentation = `${escaped(summary)}.${listens} A Node downloads about ${size}.`;
  return { label: `${name}:${tag}`, value: `${name}:${tag}`, detail: summary, documentation };
}
