import type { Dataset } from '../../kit/datasets/dataset.ts';
import { productionUnits, supplyContracts } from './supply.ts';

/** The datasets of the service, each after those that its rows refer to. */
export const datasets: Dataset[] = [productionUnits, supplyContracts];
