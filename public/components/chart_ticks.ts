/** Ticks of a count: there is no half alert, so the places between whole numbers stay unlabelled. */
export const wholeNumber = (value: number): string => (Number.isInteger(value) ? value.toLocaleString() : '');
