import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from './contract.ts';
import type { Method } from './define.ts';

const methods = Object.entries(contract).flatMap(([group, names]) =>
  Object.entries<Method>(names).map(([name, method]): [string, Method] => [`${group}.${name}`, method]),
);

/** Every schema inside a schema, and itself. */
function inside(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return [schema, ...within(def).flatMap(inside)];
}

function within(def: z.core.$ZodTypeDef): z.core.$ZodType[] {
  return Object.values(def).flatMap((part: unknown) => {
    if (part instanceof z.core.$ZodType) return [part];
    if (Array.isArray(part)) return part.filter((option) => option instanceof z.core.$ZodType);
    if (def.type === 'object' && typeof part === 'object' && part !== null)
      return Object.values(part).filter((field) => field instanceof z.core.$ZodType);
    return [];
  });
}

test.each(methods)('B2 %s takes nothing that it does not name', (_path, { input }) => {
  const schemas = inside(input);
  const loose = schemas.filter(
    (schema) => schema instanceof z.ZodObject && !(schema.def.catchall instanceof z.ZodNever),
  );
  expect(loose).toEqual([]);
  expect(schemas.filter((schema) => schema instanceof z.ZodAny || schema instanceof z.ZodUnknown)).toEqual([]);
});

test.each(methods)('B6 E4 %s has no field for a path, a header, a mode or a file', (_path, { input }) => {
  const fields = inside(input).flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
  const forbidden = /^(url|path|method|headers?|file|fileName|mode|unlocked|readOnly|force|body|query|host|port)$/i;
  expect(fields.filter((field) => forbidden.test(field))).toEqual([]);
});

test('every method that reads or writes says on which connection, and every write names its operation', () => {
  for (const [path, method] of methods) {
    if (method.access === 'local') continue;
    expect(
      inside(method.input).some((schema) => schema instanceof z.ZodObject && 'connectionId' in schema.shape),
      path,
    ).toBe(true);
    if (method.access === 'write') expect(method.operation, path).toBeTruthy();
  }
});
