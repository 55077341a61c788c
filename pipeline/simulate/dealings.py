"""What a household can do with money and things. Each keeps the books:

change of money = income + borrowed + hidden - living - spent - repaid - bought (things bought, or received in kind).
"""

from dataclasses import replace
from datetime import date

from pipeline.simulate.dice import between, chance, pick
from pipeline.simulate.economy import MILLION
from pipeline.simulate.goods import cash, deposit
from pipeline.simulate.households import Debt, Household, Income, Move
from pipeline.simulate.items import Item
from pipeline.simulate.lexicon import BANKS
from pipeline.simulate.people import name, titled
from pipeline.simulate.saying import phrase, say

FLOOR_VND_MONTH = 2_100_000  # nobody lives on less


def earn(home: Household, recipient: str, source: str, amount: int, payer: str = "", description: str = "") -> None:
    """Income that the form shows."""
    if amount <= 0:
        return
    home.flow.incomes.append(Income(recipient, source, payer, amount, description))
    home.flow.income += amount
    home.flow.cash += amount


def hide(home: Household, amount: int) -> None:
    """Money whose origin no declaration shows."""
    home.flow.hidden += amount
    home.flow.cash += amount


def spend(home: Household, amount: int) -> None:
    home.flow.spent += amount
    home.flow.cash -= amount


def move(home: Household, item: Item, sign: int, amount: int | None, words: str) -> None:
    """A line of section III for a thing that came or went."""
    value = None if amount is None else sign * amount
    home.flow.moves.append(Move(item.category, sign * (item.quantity or 1.0), value, words))


def take(home: Household, item: Item, paid: int) -> Item:
    """The thing comes in, paid for."""
    home.flow.bought += paid
    home.flow.cash -= paid
    return home.add(replace(item, cause=item.cause or "purchase"))


def buy(home: Household, item: Item, matter: str = "bought_thing", loan: bool = False, gift: int = 0) -> Item:
    """Bought and told in section III with the funds it was paid from; a part may be borrowed."""
    price = item.value_vnd or 0
    funds = [] if not gift else [phrase(home, "money_given", giver="cha mẹ", price=gift)]
    if loan:
        funds.append(borrow(home, max(price - gift - home.savings() // 2, price // 4)))
    own = price - gift - (home.debts[-1].outstanding if loan else 0)
    funds.insert(0, phrase(home, "own_funds", own=max(own, 0)))
    if gift:
        earn(home, "joint", "gift", gift, "Cha mẹ", "Cha mẹ cho tiền")
    words = say(
        home,
        matter,
        price=price,
        funds=" và ".join(funds),
        what=item.name,
        where=_where(item),
        area=_area(item),
        day=item.acquired_on or home.today,
    )
    move(home, item, 1, price, words)
    return take(home, item, price)


def can_borrow(home: Household, amount: int) -> bool:
    """No debt yet, and a loan of at most twice the income of the period."""
    return not home.debts and amount < 2 * home.flow.income


def borrow(home: Household, amount: int, bank: str = "", lender: str = "") -> str:
    """A loan, and how the household words it. Loans are nowhere on the form but in section III."""
    step = 10 * MILLION
    amount = max(amount // step * step, step)
    from_bank = not lender and (bool(bank) or chance(home.rng, 0.7))
    who = bank or lender or (pick(home.rng, BANKS) if from_bank else name(home.rng, False))
    home.debts.append(Debt(who, amount, int(amount / between(home.rng, 4, 10)), from_bank))
    home.flow.borrowed += amount
    home.flow.cash += amount
    return phrase(home, "bank_loan" if from_bank else "family_loan", bank=who, lender=who, loan=amount)


def repay(home: Household, share_of_year: float) -> None:
    """A period's repayment of every debt, with interest at banks; sometimes told in section III."""
    for debt in home.debts:
        paid = min(debt.outstanding, int(debt.yearly * share_of_year))
        interest = int(debt.outstanding * 0.09 * share_of_year) if debt.bank else 0
        home.flow.repaid += paid + interest
        home.flow.cash -= paid + interest
        debt.outstanding -= paid
        if paid > 20 * MILLION and chance(home.rng, 0.5):
            matter = "bank_repaid" if debt.bank else "loan_repaid"
            words = say(
                home,
                matter,
                bank=debt.lender,
                lender=debt.lender,
                price=paid // MILLION * MILLION,
                year=str(home.today.year - 1),
            )
            home.flow.spent_words.append(words)
    home.debts = [debt for debt in home.debts if debt.outstanding > 0]


def leave(home: Household, item: Item, cause: str) -> None:
    """The thing is no longer the household's; `cause` goes to the truth."""
    del home.items[item.uid]
    home.exits[item.uid] = cause


def sell(home: Household, item: Item, price: int, matter: str = "sold", tell_money: bool = True) -> None:
    """Sold: the thing goes at cost, the price comes in as income of the period."""
    buyer = titled(home.rng)
    sold_on = day_within(home)
    what = _what(item)
    words = say(home, matter, what=what, where=_where(item), buyer=buyer, price=price, day=sold_on)
    move(home, item, -1, item.value_vnd, words)
    leave(home, item, "sale")
    earn(home, "joint", "asset_sale", price, buyer, f"Bán {what}")
    if tell_money and price >= 100 * MILLION:
        home.flow.money_words.append(say(home, "from_sale", what=what, price=price))


def receive(home: Household, item: Item, source: str, words: str, giver: str, recipient: str = "joint") -> Item:
    """Received in kind (inheritance, gift): its worth is income of the period and a thing at once."""
    worth = item.value_vnd or 0
    earn(home, recipient, source, worth, giver, words)
    move(home, item, 1, item.value_vnd, words)
    return take(home, replace(item, cause=source), worth)


def put(home: Household, item: Item, amount: int) -> Item:
    """Money laid on an account or in the drawer, out of the period's cash."""
    home.flow.cash -= amount
    return home.add(replace(item, value_vnd=(item.value_vnd or 0) + amount))


def draw(home: Household, item: Item, amount: int) -> int:
    """Money taken out of an account or the drawer; an emptied one is closed."""
    taken = min(amount, item.value_vnd or 0)
    left = (item.value_vnd or 0) - taken
    home.flow.cash += taken
    home.add(replace(item, value_vnd=left))
    if left < 2 * MILLION and item.kind != "cash":
        home.flow.cash += left
        leave(home, home.items[item.uid], "")
    return taken


def settle(home: Household) -> None:
    """What is left over goes to the savings; what is missing is taken from them, and at last lent by relatives."""
    if home.flow.cash >= 0:
        _save(home, home.flow.cash)
    for item in sorted(home.at_hand("deposit", "cash"), key=_drawing_order):
        if home.flow.cash < 0:
            draw(home, item, -home.flow.cash)
    if home.flow.cash < 0:
        _live_on_less(home)
    if home.flow.cash < 0:
        home.flow.money_words.append(say(home, "family_loan", lender=name(home.rng, False), loan=_lend_shortfall(home)))
    if home.flow.cash > 0:
        _save(home, home.flow.cash)


def _save(home: Household, amount: int) -> None:
    """Some stays in the drawer, the rest is laid on the fullest account or a new one."""
    rng = home.rng
    drawer = next(iter(home.at_hand("cash")), None) or home.add(cash(home.uid(), 0, home.today))
    room = max(home.living_vnd_month * home.size() * 4 - (drawer.value_vnd or 0), 0)
    kept = min(int(amount * rng.uniform(0.05, 0.35)), room)
    put(home, home.items[drawer.uid], kept)
    accounts = sorted(home.at_hand("deposit"), key=lambda item: (-(item.value_vnd or 0), item.uid))
    new = not accounts or (amount > 150 * MILLION and chance(rng, 0.3) and len(accounts) < 4)
    holder = "spouse" if home.spouse and chance(rng, 0.5) else "declarant"
    account = home.add(deposit(rng, home.uid(), 0, home.today, holder)) if new else accounts[0]
    put(home, home.items[account.uid], amount - kept)


def _drawing_order(item: Item) -> tuple[bool, int, int]:
    return (item.kind == "cash", -(item.value_vnd or 0), item.uid)


def _live_on_less(home: Household) -> None:
    """A lean period: living cost falls towards the floor."""
    share = FLOOR_VND_MONTH / max(home.living_vnd_month, FLOOR_VND_MONTH)
    spared = min(-home.flow.cash, int(home.flow.living * (1 - share)))
    home.flow.living -= spared
    home.flow.cash += spared


def _lend_shortfall(home: Household) -> int:
    amount = -(home.flow.cash // (10 * MILLION)) * 10 * MILLION
    home.debts.append(Debt("người thân", amount, amount // 3, bank=False))
    home.flow.borrowed += amount
    home.flow.cash += amount
    return amount


def _what(item: Item) -> str:
    if item.category == "land_residential":
        return f"thửa đất ở {_area(item)} m2"
    return f"{item.name.lower()} {_area(item)} m2" if item.category == "land_other" else item.name


def _where(item: Item) -> str:
    return f"{item.place.hamlet}, {item.place.commune.name}" if item.place else ""


def _area(item: Item) -> str:
    return f"{item.area_m2:g}".replace(".", ",") if item.area_m2 else ""


def day_within(home: Household) -> date:
    """A day within the current period."""
    days = max((home.today - home.since).days, 1)
    return home.today.fromordinal(home.today.toordinal() - between(home.rng, 0, days - 1))
