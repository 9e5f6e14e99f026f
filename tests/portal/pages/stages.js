// The columns of a group.
import { call } from "./rest.js";

/** A group's stages from left to right, as the acting user may see them; throws a RestFault. */
export async function stagesOf(session, group) {
  const stages = await call("task.stages.get", { entityId: group, isAdmin: session.isAdmin ? "Y" : "N" });
  return Object.values(stages).sort((left, right) => Number(left.SORT) - Number(right.SORT));
}
