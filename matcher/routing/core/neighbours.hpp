// Which needs lie near each other, and who lives near a need that many could serve.
#pragma once

#include "instance.hpp"

namespace redvest {

// For every need the nearest needs, itself first.
void find_neighbours(Instance& in);
// For every role that very many could take, those who start nearest; the others keep an empty list.
// Source: granular neighbourhoods, Toth and Vigo (2003), INFORMS J. Comput. 15(4).
void find_near_volunteers(Instance& in);

}  // namespace redvest
