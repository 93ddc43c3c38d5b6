import { baseImages } from './catalogue/baseImages.ts';
import { type CatalogueImage, catalogueImage } from './catalogue/catalogueImage.ts';
import { dataStores } from './catalogue/dataStores.ts';
import { toolImages } from './catalogue/toolImages.ts';

/** The images with a behaviour of their own in the simulation. */
export const imageCatalogue: readonly CatalogueImage[] = [
  ...baseImages,
  ...dataStores,
  ...toolImages,
  catalogueImage({
    name: 'nginx',
    summary: 'A web server',
    names: 'latest mainline stable',
    versions:
      '1.29.1 1.28.0 1.27.5 1.26.3 1.25.5 1.24.0 1.23.4 1.22.1 1.21.6 1.20.2 1.19.10 1.18.0 1.17.10 1.16.1 1.15.12 1.14.2 1.13.12 1.12.2 1.11.13 1.10.3 1.9.15 1.8.1 1.7.12',
    variants: 'alpine alpine-slim perl otel bookworm alpine-perl',
    ports: [80],
    sizeMib: 72,
  }),
];
