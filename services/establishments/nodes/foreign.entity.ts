import { Directive, ObjectType } from 'type-graphql';
import { Node } from '../../kit/reading/node-id.ts';

@ObjectType({
  implements: Node,
  description: 'A unit that cares for patients in one discipline at one site (FHIR `HealthcareService`).',
})
@Directive('@key(fields: "id", resolvable: false)')
export class CareUnit implements Node {
  id!: string;
}

@ObjectType({
  implements: Node,
  description: 'Imaging devices and exams of one establishment in one modality and year (SAE).',
})
@Directive('@key(fields: "id", resolvable: false)')
export class ImagingActivity implements Node {
  id!: string;
}

@ObjectType({
  implements: Node,
  description: 'An authorised activity (activité autorisée), of a legal entity and the site that exercises it.',
})
@Directive('@key(fields: "id", resolvable: false)')
export class Authorisation implements Node {
  id!: string;
}

@ObjectType({ implements: Node, description: 'A medical laboratory (laboratoire de biologie médicale).' })
@Directive('@key(fields: "id", resolvable: false)')
export class Laboratory implements Node {
  id!: string;
}

@ObjectType({ implements: Node, description: 'A hospital pharmacy (pharmacie à usage intérieur).' })
@Directive('@key(fields: "id", resolvable: false)')
export class Pharmacy implements Node {
  id!: string;
}

@ObjectType({ implements: Node, description: 'A clinical study (FHIR `ResearchStudy`).' })
@Directive('@key(fields: "id", resolvable: false)')
export class Study implements Node {
  id!: string;
}

@ObjectType({ implements: Node, description: 'A structure that organises or supports clinical research.' })
@Directive('@key(fields: "id", resolvable: false)')
export class ResearchStructure implements Node {
  id!: string;
}

@ObjectType({ implements: Node, description: 'Posts for interns of one specialty in one semester at one site.' })
@Directive('@key(fields: "id", resolvable: false)')
export class TrainingPost implements Node {
  id!: string;
}

@ObjectType({
  implements: Node,
  description:
    'A central kitchen that cooks for several establishments (cuisine centrale, unité centrale de production alimentaire, UCPA).',
})
@Directive('@key(fields: "id", resolvable: false)')
export class Kitchen implements Node {
  id!: string;
}

@ObjectType({
  implements: Node,
  description: 'A laundry that washes the linen of several establishments (blanchisserie interhospitalière).',
})
@Directive('@key(fields: "id", resolvable: false)')
export class Laundry implements Node {
  id!: string;
}
