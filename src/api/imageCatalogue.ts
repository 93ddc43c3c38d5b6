import { baseImages } from './catalogue/baseImages.ts';
import type { CatalogueImage } from './catalogue/catalogueImage.ts';
import { dataStores } from './catalogue/dataStores.ts';
import { toolImages } from './catalogue/toolImages.ts';
import { webImages } from './catalogue/webImages.ts';

/** The images with a behaviour of their own in the simulation. */
export const imageCatalogue: readonly CatalogueImage[] = [...baseImages, ...dataStores, ...toolImages, ...webImages];
