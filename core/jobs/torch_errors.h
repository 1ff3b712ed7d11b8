#pragma once

#include "base/result.h"

#include <utility>

namespace tunedesk
{

/// The exception being handled as an Error: out of memory → Memory with what to do, anything else of torch → Model.
/// Call it in a catch block only.
Error errorOfCurrentException();

/// Runs an act that uses torch and turns what it throws into an Error. The only place that catches c10::Error:
/// each job wraps its body in it.
/// @param act returns a Result
template <typename Act> auto withTorchErrors(Act &&act) -> decltype(std::forward<Act>(act)())
{
    try {
        return std::forward<Act>(act)();
    } catch (...) {
        return errorOfCurrentException();
    }
}

} // namespace tunedesk
