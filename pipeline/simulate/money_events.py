"""Chance events of money: gold, shares, loans to others, savings clubs, gifts, insurance."""

from dataclasses import dataclass, replace

from pipeline.simulate import goods, writing
from pipeline.simulate.dealings import day_within, draw, earn, leave, move, put, take
from pipeline.simulate.dice import between, chance, pick
from pipeline.simulate.economy import MILLION, gold_tael_vnd
from pipeline.simulate.geography import Commune
from pipeline.simulate.households import Household
from pipeline.simulate.items import Item
from pipeline.simulate.organisations import name_on
from pipeline.simulate.people import name
from pipeline.simulate.saying import say


@dataclass(frozen=True)
class Scene:
    """Where a chance event happens: the household and the communes around."""

    home: Household
    communes: tuple[Commune, ...]


def gold_purchase(scene: Scene) -> None:
    home = scene.home
    tael = between(home.rng, 3, 30) / 10
    bought = goods.gold(home.uid(), tael, day_within(home), "joint" if home.spouse else "declarant")
    if (bought.value_vnd or 0) < home.savings() // 2 and home.free("precious_metal") == home.of("precious_metal"):
        gold_bought(home, bought)


def gold_bought(home: Household, bought: Item) -> Item:
    """Gold joins the gold at hand: one line of the form, quantities and costs added up."""
    kept = next(iter(home.of("precious_metal")), None)
    move(home, bought, 1, bought.value_vnd, say(home, "gold_bought", what=_taels(bought)))
    if kept is None:
        return take(home, bought, bought.value_vnd or 0)
    home.flow.bought += bought.value_vnd or 0
    home.flow.cash -= bought.value_vnd or 0
    return home.add(
        replace(
            kept,
            quantity=round((kept.quantity or 0) + (bought.quantity or 0), 1),
            value_vnd=(kept.value_vnd or 0) + (bought.value_vnd or 0),
        )
    )


def _taels(item: Item) -> str:
    return writing.gold(item.quantity or 0.0)


def gold_sold(scene: Scene) -> None:
    home = scene.home
    for item in home.free("precious_metal")[:1]:
        price = int(gold_tael_vnd(home.today) * (item.quantity or 1.0) * 0.97) // MILLION * MILLION
        words = say(home, "gold_sold", what=_taels(item), price=price)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, "joint", "asset_sale", price, "Tiệm vàng", "Bán vàng")


def shares_purchase(scene: Scene) -> None:
    home = scene.home
    new = goods.shares(home.rng, home.uid(), day_within(home), "declarant")
    if (new.value_vnd or 0) < home.savings() // 2:
        move(home, new, 1, new.value_vnd, say(home, "shares_bought", what=new.name, price=new.value_vnd or 0))
        take(home, new, new.value_vnd or 0)


def lend(scene: Scene) -> None:
    home = scene.home
    amount = min(between(home.rng, 3, 20) * 10 * MILLION, home.savings() // 3 // (10 * MILLION) * 10 * MILLION)
    if amount >= 30 * MILLION:
        who = name(home.rng, chance(home.rng, 0.5))
        put(home, goods.lent(home.uid(), 0, home.today, who), amount)
        home.flow.spent_words.append(say(home, "lent", who=who, price=amount))


def lent_back(scene: Scene) -> None:
    home = scene.home
    claims = [item for item in home.money("lent") if "hụi" not in item.name and item.uid not in home.reserved]
    for item in claims[:1]:
        amount = item.value_vnd or 0
        leave(home, item, "")
        home.flow.cash += amount
        who = item.name.removeprefix("Tiền cho ").removesuffix(" vay")
        home.flow.money_words.append(say(home, "lent_back", who=who, price=amount))


def hui(scene: Scene) -> None:
    """A savings club: monthly shares in, one pot out."""
    home = scene.home
    pot = between(home.rng, 5, 16) * 10 * MILLION
    open_club = [item for item in home.money("lent") if item.name == "Tiền góp hụi"]
    if open_club:
        draw(home, open_club[0], open_club[0].value_vnd or 0)
        home.flow.money_words.append(say(home, "hui_in", price=open_club[0].value_vnd or pot))
    elif pot < home.savings() // 2:
        put(home, replace(goods.lent(home.uid(), 0, home.today, ""), name="Tiền góp hụi"), pot)
        home.flow.spent_words.append(say(home, "hui_out", price=pot, count=str(between(home.rng, 10, 24))))


def money_gift(scene: Scene) -> None:
    home = scene.home
    amount = between(home.rng, 2, 20) * 10 * MILLION
    giver = pick(home.rng, ("Bố mẹ đẻ", "Bố mẹ vợ", "Anh chị em ruột", "Mẹ đẻ"))
    earn(home, "joint", "gift", amount, giver, f"{giver} cho")
    if chance(home.rng, 0.8):
        home.flow.money_words.append(say(home, "money_given", giver=giver, price=amount))


def policy_paid(scene: Scene) -> None:
    home = scene.home
    for item in [item for item in home.free("other_securities") if "bảo hiểm" in item.kind][:1]:
        price = (item.value_vnd or 0) * between(home.rng, 105, 140) // 100 // MILLION * MILLION
        insurer = item.name.removeprefix("Hợp đồng bảo hiểm nhân thọ ")
        words = say(home, "insurance", insurer=insurer, price=price, day=home.today)
        move(home, item, -1, item.value_vnd, words)
        leave(home, item, "sale")
        earn(home, item.holder, "compensation", price, insurer, "Bảo hiểm chi trả")


def bonus(scene: Scene) -> None:
    home = scene.home
    amount = between(home.rng, 5, 40) * MILLION
    payer = pick(home.rng, (name_on(home.work.unit, home.today), "Trường Chính trị tỉnh", "Đại học Đà Nẵng"))
    earn(
        home,
        "declarant",
        "other",
        amount,
        payer,
        pick(home.rng, ("Tiền thưởng", "Thù lao giảng dạy", "Thù lao hội thảo, đề tài")),
    )


def new_account(scene: Scene) -> None:
    """Savings moved to another bank: one account gone, another new."""
    home = scene.home
    for item in home.at_hand("deposit")[:1]:
        amount = item.value_vnd or 0
        leave(home, item, "")
        home.add(goods.deposit(home.rng, home.uid(), amount, home.today, item.holder))
