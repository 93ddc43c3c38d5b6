import type { CatalogueImage } from '../../api/catalogue/catalogueImage.ts';
import { imageCatalogue } from '../../api/imageCatalogue.ts';
import { readImage } from '../facts/imageNames.ts';

/** The image that a container's `image` names, if the catalogue has it. */
export function catalogueImageOf(image: unknown): CatalogueImage | undefined {
  const name = readImage(image)?.name;
  return imageCatalogue.find((known) => known.name === name);
}
