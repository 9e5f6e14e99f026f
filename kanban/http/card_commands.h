// Bodies of the card requests, decoded strictly: bytes in, a command or an Error out. The actor is filled in
// by the handler, from the session.
#pragma once

#include "extension/core/result.h"
#include "extension/http/message.h"
#include "kanban/agree_estimate.h"
#include "kanban/answer_client.h"
#include "kanban/create_ticket.h"
#include "kanban/move_card.h"
#include "kanban/override_class.h"
#include "kanban/remind_of_stopper.h"
#include "kanban/write_fields.h"

namespace sd::kanban {

// Errors (kInvalidArgument): "request.too_large" (16 KiB; 64 KiB for comments and new requests),
// "request.json", "request.ticket", and "request.<field>" for a field that is missing or of another type.
Result<MoveCardCommand> decode_move(const http::Request& request);
Result<WriteFieldsCommand> decode_fields(const http::Request& request);
Result<OverrideClassCommand> decode_override(const http::Request& request);
// On whose behalf is the handler's to say, too.
Result<AgreeEstimateCommand> decode_agreement(const http::Request& request);
Result<CommentCommand> decode_comment(const http::Request& request);
Result<BookLabourCommand> decode_labour(const http::Request& request);
Result<RemindOfStopperCommand> decode_follow_up(const http::Request& request);
Result<CreateTicketCommand> decode_create(const http::Request& request);

}  // namespace sd::kanban
