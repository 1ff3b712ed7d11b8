#pragma once

namespace tunedesk
{

/// Matrix products prepared for a shape that oneDNN and torch keep each, instead of 1024. Training
/// MiniLM's top 2 layers on 8,000 pairs took 847 MB with 1024, 655 with 256 and 546 with 128, where
/// it is about 5 % slower.
inline constexpr int kMostKeptProducts = 256;
/// Of one in both stores: 0.4 to 0.85 MB by what that training took with 128, 256 and 1024.
inline constexpr double kKeptProductBytes = 0.55e6;

/// First thing in main(), before other threads. What the environment says stays.
void boundKeptProducts();

} // namespace tunedesk
