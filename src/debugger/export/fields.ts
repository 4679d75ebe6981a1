/** The fields of an object as JSON, without what is around them. */
export const fieldsOf = (value: object) => JSON.stringify(value).slice(1, -1);
