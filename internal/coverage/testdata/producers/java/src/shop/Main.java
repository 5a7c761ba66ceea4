package shop;

public class Main {
    public static void main(String[] args) {
        Cart cart = new Cart();
        cart.add("pen", 120, 2);
        cart.add("book", 1500, 1);
        System.out.println(cart.total(sum -> sum > 1000 ? 100 : 0));
        Runnable never = () -> System.out.println("never");
        if (args.length > 0) {
            never.run();
        }
    }
}
