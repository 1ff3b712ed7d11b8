#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace tunedesk
{

/// A value or an Error. `return someError;` and `return value;` both work in a function that returns one.
template <typename T> class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
    Result(Error error) : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}
};

/// Done, or an Error: `return {};` says done.
template <> class [[nodiscard]] Result<void> : public tl::expected<void, Error>
{
public:
    using tl::expected<void, Error>::expected;
    Result() = default;
    Result(Error error) : tl::expected<void, Error>(tl::unexpect, std::move(error)) {}
};

/// How a long act ended when it did not fail. A stop is no error.
enum class Outcome { Finished, Stopped };

} // namespace tunedesk
